// SPDX-License-Identifier: Apache-2.0
package posthouse.admin.view;

/** Looks up a text of the catalogue. */
@FunctionalInterface
public interface Say {
    String of(String key);
}
