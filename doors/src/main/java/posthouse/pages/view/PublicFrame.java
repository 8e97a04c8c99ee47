// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import posthouse.base.Language;

/**
 * What every public page has.
 *
 * @param guest whether its reader did not sign in
 * @param feed address of the feed that belongs to it; empty for none
 * @param canonical its lasting address; empty when it is the one asked for
 */
public record PublicFrame(
        Language language,
        String title,
        String house,
        String css,
        boolean guest,
        String signIn,
        String feed,
        String canonical) {}
