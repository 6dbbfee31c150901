import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';

interface PageFrameProps {
  readonly children: ReactNode;
  /** Links for the header. */
  readonly nav?: ReactNode;
  /** See SiteHeader. */
  readonly nameOnPhones?: boolean;
  /** `narrow`: one short form; `medium`: a form with much to choose from; `wide`: lists and the landing page. */
  readonly width?: keyof typeof widths;
}

const widths = { narrow: 'max-w-lg', medium: 'max-w-4xl', wide: 'max-w-(--page)' } as const;

/** Header, content and footer of a page outside a lesson. */
export function PageFrame({ children, nav, nameOnPhones, width = 'wide' }: PageFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader nameOnPhones={nameOnPhones}>{nav}</SiteHeader>
      <main
        id="content"
        tabIndex={-1}
        className={classNames('mx-auto w-full flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12', widths[width])}
      >
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
