// SPDX-License-Identifier: Apache-2.0
package posthouse.admin.view;

import java.util.List;

/** The services with their switches. */
public record ConsoleView(String css, String nonce, String who, String done, String kb, List<Row> rows) {
    /** One service. */
    public record Row(
            String name,
            String label,
            String glyph,
            String state,
            String since,
            String about,
            String kb,
            String sessions,
            String addresses,
            boolean running,
            String stop,
            List<String> plan) {}
}
