// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** All articles by group. */
public record KbIndexView(List<Group> groups) {
    /** Articles of one hundred of numbers. */
    public record Group(String name, List<Item> articles) {}

    /** One article. */
    public record Item(String id, String title) {}
}
