type PageHeaderProps = { title: string; subtitle: string };

export function PageHeader({ title, subtitle }: PageHeaderProps) {
  return (
    <header className="mb-5">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-0.5 text-[0.8125rem] text-ink-soft">{subtitle}</p>
    </header>
  );
}
