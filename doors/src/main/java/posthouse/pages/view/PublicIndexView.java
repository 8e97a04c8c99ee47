// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/**
 * Public folders as a list: all of them, or those below one.
 *
 * @param back where the folders before them are; empty when these are the first
 * @param more where the folders behind them are; empty when these are the last
 */
public record PublicIndexView(List<Row> folders, String back, String more) {
    /** One folder; counts and dates in words. */
    public record Row(String name, String href, String about, String posts, String last, boolean open) {}
}
