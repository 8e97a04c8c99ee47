// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.9
package posthouse.ldap.syntax;

import com.unboundid.ldap.sdk.Control;
import java.util.List;
import java.util.Optional;

/**
 * How an operation ended.
 *
 * @param code RFC 4511 appendix A
 * @param matched the nearest entry that there is, when the one that was named is missing
 * @param text for people; carries a problem's number when something was refused
 * @param oid of an extended response
 * @param value of an extended response
 */
public record Result(
        int code, String matched, String text, List<Control> controls, String oid, Optional<byte[]> value) {

    public static Result of(int code, String text) {
        return new Result(code, "", text, List.of(), "", Optional.empty());
    }

    /** All is well and there is nothing to say about it. */
    public static Result success() {
        return of(0, "");
    }

    public Result matching(String name) {
        return new Result(code, name, text, controls, oid, value);
    }

    public Result with(Control control) {
        return new Result(code, matched, text, List.of(control), oid, value);
    }

    /** As an extended response. */
    public Result as(String responseOid, Optional<byte[]> responseValue) {
        return new Result(code, matched, text, controls, responseOid, responseValue);
    }
}
