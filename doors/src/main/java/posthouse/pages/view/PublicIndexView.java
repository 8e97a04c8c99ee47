// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** Public folders as a list: all of them, or those below one. */
public record PublicIndexView(List<Row> folders) {
    /** One folder; counts and dates in words. */
    public record Row(String name, String href, String about, String posts, String last, boolean open) {}
}
