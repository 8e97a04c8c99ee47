// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

/** Where a long command says how far it is; one line of plain text a call, not too often. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
