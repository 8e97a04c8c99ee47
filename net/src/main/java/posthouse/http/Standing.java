// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.Optional;
import posthouse.base.Failure;

/** Whether a sign-in still holds. Asked again and again by what lasts long, so it must answer from memory. */
@FunctionalInterface
public interface Standing {
    /** Why it holds no longer; empty while it does. */
    Optional<Failure> ended();
}
