// SPDX-License-Identifier: Apache-2.0
// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { cleaner } from "../../src/editor/clean.ts";
import { toLines } from "../../src/editor/text.ts";
import { showLines } from "../../src/mailbox/compose/flowed.ts";

function plain(html: string): string {
  const root = document.createElement("div");
  root.innerHTML = html;
  return showLines(toLines(root));
}

describe("text made of the editor's tree", () => {
  test.each([
    ["<div>a</div><div>b</div>", "a\nb"],
    ["<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
    ["<p>a</p><p>b</p>", "a\n\nb"],
    ["<div>a<br>b</div>", "a\nb"],
    ["<div>a<br><br>b<br></div>", "a\n\nb"],
    ["<div>x <b>y</b>  z</div>", "x y z"],
    ["<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"],
    ['<ol start="3"><li><div>a</div></li><li>b</li></ol>', "3. a\n4. b"],
    ['<div><a href="https://x.example/a">here</a></div>', "here <https://x.example/a>"],
    ['<div><a href="https://x.example/">x.example</a></div>', "x.example"],
    ['<div><a href="mailto:a@x.example">a@x.example</a></div>', "a@x.example"],
    ['<div>see <img alt="Chart" src="cid:1"> ok</div>', "see [Chart] ok"],
    [
      "<div>Ines wrote:</div><blockquote><div>a</div><blockquote>b</blockquote></blockquote>",
      "Ines wrote:\n> a\n>\n>> b",
    ],
    ["<pre>a\n  b</pre>", "a\n  b"],
    ["<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>", "a \tb\nc"],
    ["<div>-- <br></div><div>Ines</div>", "-- \nInes"],
    ["<style>p{}</style><div>a</div>", "a"],
  ])("%s", (html, text) => {
    expect(plain(html)).toBe(text);
  });
});

describe("what may enter the editor", () => {
  const clean = cleaner(window as unknown as Window & typeof globalThis);
  const out = (html: string) => {
    const div = document.createElement("div");
    div.append(clean(html));
    return div.innerHTML;
  };
  test("scripts, handlers and frames go", () => {
    const html = out(
      '<img src=x onerror=alert(1)><script>1</script><iframe src=x></iframe><svg onload=1><a xlink:href="javascript:1">x</a></svg><a href="javascript:1">y</a>',
    );
    expect(html).not.toMatch(/script|onerror|iframe|svg|onload/i);
  });
  test("pictures from outside become their words", () => {
    expect(out('<img src="https://evil.example/a.png" alt="Logo">')).toBe("[Logo]");
  });
  test("pictures of the message stay", () => {
    expect(out('<img src="cid:abc" alt="x">')).toContain(encodeURIComponent("cid:abc"));
  });
  test("styles that load, hide or move go, colours stay", () => {
    const html = out(
      '<p style="color: red; position: fixed; background-image: url(https://e.example/); margin-left: -500px">a</p>',
    );
    expect(html).toBe('<p style="color: red">a</p>');
  });
  test("sizes, spans and directions stay, addresses are looked at as before", () => {
    const html =
      '<ol start="3" dir="rtl"><li>a</li></ol><table><tbody><tr><td colspan="2">b</td></tr></tbody></table>';
    expect(out(html)).toBe(html);
    expect(out('<img src="data:image/png;base64,AA==" alt="" width="40">')).toContain('width="40"');
    expect(out('<a href="/settings" dir="ltr">x</a>')).toBe('<a dir="ltr">x</a>');
    expect(out('<a href="javascript:1" type="javascript:1">x</a>')).not.toContain("href");
  });
  test("a form cannot be brought in", () => {
    expect(out('<form action="https://e.example"><input name=a>text</form>')).toBe("text");
  });
});
