import type { SVGProps } from "react";

// Every page stands by with these, even before it has failed, so they come without an icon library.

function Mark({ children, ...rest }: SVGProps<SVGSVGElement>) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...rest}
    >
      {children}
    </svg>
  );
}

/** Something went wrong. */
export const WarningMark = (props: SVGProps<SVGSVGElement>) => (
  <Mark {...props}>
    <path d="M12 3.5 2.5 20h19Z" />
    <path d="M12 10v4.5M12 17.4v.1" />
  </Mark>
);

/** There is nothing at this address. */
export const NowhereMark = (props: SVGProps<SVGSVGElement>) => (
  <Mark {...props}>
    <path d="M12 21.5c4.3-4.6 6.5-8.3 6.5-11.2a6.5 6.5 0 0 0-13 0c0 2.9 2.2 6.6 6.5 11.2Z" />
    <path d="m9.8 8 4.4 4.4m0-4.4-4.4 4.4" />
  </Mark>
);
