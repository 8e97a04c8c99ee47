// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import java.util.List;

/**
 * One text file of the repository.
 *
 * @param path relative to the root, with forward slashes
 */
record Source(String path, String text) {

    List<String> lines() {
        return text.lines().toList();
    }

    /** A finding about this file, in the form that an editor can jump to. */
    String at(int line, String sentence) {
        return path + ":" + line + ": " + sentence;
    }
}
