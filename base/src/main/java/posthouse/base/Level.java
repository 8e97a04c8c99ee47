// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** At which level a switch or a right refused. The answer to a refused person names it. */
public enum Level {
    SERVER,
    ORGANISATION,
    ACCOUNT,
    FOLDER
}
