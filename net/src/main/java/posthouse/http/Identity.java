// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import posthouse.base.Failure;

/** What became of the credentials. */
public sealed interface Identity {
    record Known(Caller caller) implements Identity {}

    /** There were none, or a cookie that means nothing here. */
    record None() implements Identity {}

    /** They were looked at and refused, or could not be looked at: the failure says which. */
    record Failed(Failure failure) implements Identity {}
}
