import type { ComponentType, ReactNode, SVGProps } from "react";

type StateMessageProps = {
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  title: string;
  body: string;
  role?: "alert" | "status";
  children?: ReactNode;
};

/** Says why there is no data here and what can be done about it. */
export function StateMessage({ icon: Icon, title, body, role, children }: StateMessageProps) {
  return (
    <div role={role} className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      <span className="mb-3.5 grid size-10 place-items-center rounded-full bg-sunken text-ink-faint">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <p className="text-[0.9375rem] font-medium text-ink">{title}</p>
      <p className="mt-1 text-[0.8125rem] text-pretty text-ink-soft">{body}</p>
      {children ? <div className="mt-5 flex gap-2">{children}</div> : null}
    </div>
  );
}
