// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.util.List;

/**
 * The answer to a command: a table, which the command line prints for people, for pipes or as JSON.
 *
 * @param columns names of the columns, also the JSON members
 * @param rows cells in the columns' order
 * @param done one sentence on what was done; empty for lists
 * @param clean false when the command ran and found something wrong, such as damage or refused items
 */
public record AdminAnswer(List<String> columns, List<List<String>> rows, String done, boolean clean) {
    static AdminAnswer table(List<String> columns, List<List<String>> rows) {
        return new AdminAnswer(columns, rows, "", true);
    }

    static AdminAnswer done(String sentence) {
        return new AdminAnswer(List.of(), List.of(), sentence, true);
    }
}
