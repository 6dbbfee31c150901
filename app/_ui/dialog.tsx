'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, type ButtonTone } from './button.tsx';

interface DialogProps {
  readonly open: boolean;
  /** Also called for Escape and for a tap outside. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons in the last line. */
  readonly actions?: ReactNode;
}

/** A modal dialog on the native element: focus stays inside and returns to where it was. */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    // A tap on the backdrop arrives as a click on the element itself; Escape does the same for keyboards.
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-panel border border-line bg-surface p-0 text-ink shadow-raised backdrop:bg-black/50"
    >
      <div className="flex flex-col gap-4 p-5 sm:p-6">
        <h2 id={titleId} className="text-heading font-semibold">
          {title}
        </h2>
        <div>{children}</div>
        {actions === undefined ? null : <div className="flex flex-wrap justify-end gap-2">{actions}</div>}
      </div>
    </dialog>
  );
}

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  /** What will happen, in a sentence. */
  readonly children: ReactNode;
  /** Names the act: "Remove", not "OK". */
  readonly confirm: ReactNode;
  readonly tone?: ButtonTone;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks once more before something that is not easily taken back. */
export function ConfirmDialog({
  open,
  title,
  children,
  confirm,
  tone = 'primary',
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  const t = useTranslations('common.action');
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      actions={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button tone={tone} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
