// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

/** Looks up a text of the catalogue. */
@FunctionalInterface
public interface Words {
    String of(String key);
}
