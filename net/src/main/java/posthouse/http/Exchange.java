// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.Language;

/** One request and its answer. Used by one thread. */
public interface Exchange {
    String method();

    /** The decoded path. */
    String path();

    /** The path and query as sent. */
    String target();

    /** A path parameter of the route's template, decoded. */
    String parameter(String name);

    /** The first query parameter of that name, decoded. */
    Optional<String> query(String name);

    Optional<String> header(String name);

    List<String> headers(String name);

    Optional<String> cookie(String name);

    /** The language of pages that answer this request; their answer varies with the cookie and Accept-Language. */
    default Language language() {
        return Language.choose(cookie(Language.COOKIE).orElse(""), String.join(",", headers("Accept-Language")));
    }

    Peer peer();

    boolean secure();

    /** Scheme and authority as the client wrote them, without a slash at the end: for absolute URLs. */
    String base();

    /** Who is signed in, if anyone; a failed look at the credentials counts as nobody here. */
    Optional<Caller> caller();

    /** Why the credentials that were shown are refused; empty when there were none, or good ones. */
    Optional<Failure> refusedCredentials();

    /** Who is signed in; refused when nobody is, with the true cause. */
    Caller signedIn();

    /**
     * One more condition under which the answer may go on, such as a folder's right: when it ends, an answer under way is
     * broken off from outside. Asked from other threads, so it must answer from memory.
     */
    void holdsWhile(Standing standing);

    /** Why this exchange is to end: its door closes, or what it stands on holds no longer. For answers that last long. */
    Optional<Failure> ending();

    /** Whether a page suits this client better than JSON. */
    boolean wantsPage();

    /** The declared length of the body in bytes, or -1. */
    long length();

    /** The body as a stream. Refuses as soon as more than limit bytes are declared or read. */
    InputStream body(long limit);

    /** The whole body, at most limit bytes. */
    byte[] bytes(int limit) throws IOException;

    /** The fields of a form sent as application/x-www-form-urlencoded, at most limit bytes. */
    Map<String, String> form(int limit) throws IOException;

    /** A random value of this request, the same at each call, for style-src and script-src nonces. */
    String nonce();

    /** Sets a header of the answer, replacing what was there. No line breaks. */
    Exchange set(String name, String value);

    /** Adds a header of the answer. */
    Exchange add(String name, String value);

    /** Sets the session cookie of this door (its name and flags depend on the listener). */
    void setSessionCookie(String value, Duration maxAge);

    void clearSessionCookie();

    /** Answers without a body. */
    void answer(int status) throws IOException;

    /** Answers with these bytes. */
    void answer(int status, String type, byte[] body) throws IOException;

    /** Answers with these bytes, gzipped for a client that takes it. Only for bodies in which no secret stands beside foreign text. */
    void answerGzip(int status, String type, byte[] body) throws IOException;

    /** Starts an answer whose body is streamed; close it. Length in bytes, or -1 when not known. */
    OutputStream answerStream(int status, String type, long length) throws IOException;

    /** Sends the client elsewhere on this server (303 after a form, 302 and 301 otherwise). */
    void redirect(int status, String location) throws IOException;
}
