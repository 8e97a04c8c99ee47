// SPDX-License-Identifier: Apache-2.0
/** The product's mark: an envelope that is a house; the lantern in its gable tells that it works. */
export function Mark({ size = 24, lit = true }: { size?: number; lit?: boolean }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3 10.2 12 3l9 7.2V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z" fill="var(--accent)" />
      <path d="M3.4 11.4 12 16.6l8.6-5.2" fill="none" stroke="var(--bg)" strokeWidth="1.5" />
      {lit ? (
        <circle cx="12" cy="9.4" r="2" fill="var(--lantern)" />
      ) : (
        <circle cx="12" cy="9.4" r="1.6" fill="none" stroke="var(--bg)" strokeWidth="1" />
      )}
    </svg>
  );
}
