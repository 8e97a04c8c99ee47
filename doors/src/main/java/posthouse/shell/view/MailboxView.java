// SPDX-License-Identifier: Apache-2.0
package posthouse.shell.view;

import java.util.List;

/**
 * The mailbox page.
 *
 * @param language its tag with the region of dates and numbers; none: the browser's region
 * @param title of the tab until the application sets its own
 * @param boot first answers as JSON in which no "<" stands
 * @param noScript what a browser without JavaScript is told
 */
public record MailboxView(
        String language,
        String direction,
        String title,
        String theme,
        String density,
        String pane,
        String nonce,
        List<String> styles,
        List<String> preloads,
        String script,
        String boot,
        String noScript) {}
