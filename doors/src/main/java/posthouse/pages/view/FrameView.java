// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

/** The document of the reading frame; css and html come out of the cleaner. */
public record FrameView(
        String language,
        String title,
        String theme,
        int blocked,
        String authored,
        String plain,
        String css,
        String html,
        String partial) {}
