// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.6.4 msg-id · RFC 2369 list URLs · RFC 8621 §4.1.2.5, §4.1.2.7
package posthouse.formats.header;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Message ids and URLs out of header values. */
public final class IdSyntax {
    private static final int MOST = 1_000;
    private static final int LONGEST = 998;

    private IdSyntax() {}

    /** What stands in angle brackets, blanks removed; without any bracket the blank-separated words that hold an @. */
    public static List<String> ids(String raw) {
        Set<String> ids = new LinkedHashSet<>();
        String s = EncodedWords.unfold(raw);
        int at = 0;
        while (ids.size() < MOST && (at = s.indexOf('<', at)) >= 0) {
            int end = s.indexOf('>', at);
            if (end < 0) end = s.length();
            // "<a@b <c@d>": the inner one is meant
            int open = s.lastIndexOf('<', end);
            String id = clean(s.substring(Math.max(at, open) + 1, end));
            if (!id.isEmpty() && id.length() <= LONGEST) ids.add(id);
            at = end;
        }
        if (ids.isEmpty() && s.indexOf('<') < 0)
            for (String word : s.split("[\\s,]+", MOST))
                if (word.indexOf('@') > 0 && word.length() <= LONGEST) ids.add(word);
        return List.copyOf(ids);
    }

    private static String clean(String s) {
        StringBuilder out = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) if (s.charAt(i) > ' ' && s.charAt(i) != '<') out.append(s.charAt(i));
        return out.toString();
    }

    /** The URLs in angle brackets of a List-* header, comments left out. */
    public static List<String> urls(String raw) {
        List<String> urls = new ArrayList<>();
        String s = EncodedWords.unfold(raw);
        int depth = 0;
        for (int i = 0; i < s.length() && urls.size() < 100; i++) {
            char c = s.charAt(i);
            if (c == '(') depth++;
            else if (c == ')' && depth > 0) depth--;
            else if (c == '<' && depth == 0) {
                int end = s.indexOf('>', i);
                if (end < 0) break;
                String url = clean(s.substring(i + 1, end));
                if (!url.isEmpty()) urls.add(url);
                i = end;
            }
        }
        return urls;
    }
}
