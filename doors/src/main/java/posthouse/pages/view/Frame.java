// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import posthouse.base.Language;

/**
 * What every page has.
 *
 * @param css the pages' style sheet, in the page so that one request shows all
 * @param refresh seconds after which the browser asks again; 0 = never
 * @param to where it goes then; empty: the same address
 * @param bare a page that is one sheet on a phone
 */
public record Frame(Language language, String title, String nonce, String css, int refresh, String to, boolean bare) {
    /**
     * Asks whether the page is there again and goes on only then: a page that reloads itself takes a screen reader back to its
     * start each time.
     */
    private static final String WAITING = """
            (function(d,h){(function wait(){setTimeout(function(){fetch(d.to||h,{cache:"no-store"}).then(function(r){\
            if(r.status===503)wait();else if(d.to)location.replace(d.to);else location.reload()},wait)},d.every*1000)})()\
            })(document.currentScript.dataset,location.href)""";

    /** The script of a page that waits; without scripts the browser asks again by itself. */
    public String waiting() {
        return WAITING;
    }
}
