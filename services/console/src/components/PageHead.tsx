import type { ReactNode } from "react";

interface Props {
  title: ReactNode;
  /** The smaller line above the title: where the page belongs. */
  note?: ReactNode;
  /** Stands beside the title: the state of what the title names. */
  mark?: ReactNode;
  children?: ReactNode;
}

export function PageHead({ title, note, mark, children }: Props) {
  return (
    <header className="page-head">
      <div>
        {note && note !== title && <p className="note">{note}</p>}
        <div className="page-title">
          <h1>{title}</h1>
          {mark}
        </div>
      </div>
      {children && <div className="page-tools">{children}</div>}
    </header>
  );
}
