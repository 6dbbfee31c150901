'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import type { ComponentName } from '../../lib/cluster/seats.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import type { CardLine } from '../../lib/session/view.ts';
import { useText } from '../_i18n/use-text.ts';
import { Button } from '../_ui/button.tsx';
import { classNames } from '../_ui/class-names.ts';
import { ComponentTile, PLANE_OF } from '../_ui/component-icon.tsx';
import { ComponentNameText } from '../_ui/component-name.tsx';
import { Panel } from '../_ui/panel.tsx';
import { WholeWords } from '../_ui/whole-words.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { FactList } from './fact-list.tsx';
import { ManifestForm } from './manifest-form.tsx';
import { WorksheetForm } from './worksheet-form.tsx';

/** With this few, the choices stay at the lower edge of the screen while the facts are read. */
const STICKY_OPTIONS_MAX = 3;

interface CardPanelProps {
  readonly card: CardLine;
  readonly component: ComponentName;
  /** Nothing can be sent now; the page says why. */
  readonly inert: boolean;
  readonly onAct: (action: JsonObject) => void;
  /** Hint button and text. */
  readonly hint?: ReactNode;
}

/** One thing on a desk: what the component knows about it, and what its player may do. */
export function CardPanel({ card, component, inert, onAct, hint }: CardPanelProps) {
  const t = useTranslations('seat.card');
  const say = useText();
  const titleId = useId();
  const act = (action: JsonObject): void => onAct({ ...action, card: card.id });
  const sticky = card.form === undefined && card.options.length <= STICKY_OPTIONS_MAX;
  return (
    <article aria-labelledby={titleId}>
      <Panel plane={PLANE_OF[component]} padding="none">
        <header className="flex items-start gap-3 px-4 pt-4 sm:px-5">
          <ComponentTile component={component} size="small" />
          <div className="min-w-0 flex-1">
            <ComponentNameText className="text-caption font-medium text-ink-soft">{card.seat}</ComponentNameText>
            <h2 id={titleId} data-focus-home tabIndex={-1} className="text-heading font-semibold">
              <WholeWords>{say(card.title)}</WholeWords>
            </h2>
          </div>
        </header>
        <div className="flex flex-col gap-4 px-4 py-4 sm:px-5">
          <FactList facts={card.facts} />
          {card.form?.kind === 'worksheet' ? (
            <WorksheetForm key={card.id} card={card.id} rows={card.form.nodes} inert={inert} onAct={act} />
          ) : null}
          {card.form?.kind === 'manifest' ? (
            <ManifestForm key={card.id} form={card.form} inert={inert} onAct={act} />
          ) : null}
          {card.form?.kind === 'choices' ? (
            <ChoicesForm key={card.id} card={card.id} form={card.form} inert={inert} onAct={act} />
          ) : null}
          {hint}
        </div>
        {card.options.length === 0 ? null : (
          <div
            role="group"
            aria-label={card.form === undefined ? t('choose') : t('orElse')}
            className={classNames(
              'flex flex-col gap-2 rounded-b-panel border-t border-line bg-surface px-4 py-3 sm:px-5',
              sticky && 'sticky -bottom-4',
            )}
          >
            <p aria-hidden="true" className="text-caption font-medium text-ink-soft">
              {card.form === undefined ? t('choose') : t('orElse')}
            </p>
            {card.options.map((option) => (
              <Button
                key={option.id}
                wide
                inert={inert}
                className="justify-start text-start"
                onClick={() => act(option.action)}
              >
                <span>
                  <WholeWords>{say(option.label)}</WholeWords>
                </span>
              </Button>
            ))}
          </div>
        )}
      </Panel>
    </article>
  );
}
