// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";

/** The moment that dates are told from; renewed at midnight. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
    const timer = setTimeout(
      () => setNow(new Date()),
      Math.min(midnight - Date.now() + 500, 2 ** 31 - 1),
    );
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
