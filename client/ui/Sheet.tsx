/** A panel: paper for what binds a person, air for what belongs to the dream. Takes the focus, gives it back; Escape closes. On a phone a sheet from below. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

export interface SheetProps {
  readonly title: string;
  readonly kind: 'paper' | 'air';
  /** where on a wide screen: beside Stop, or in the middle */
  readonly place: 'side' | 'middle';
  readonly class?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Sheet({ title, kind, place, onClose, children, ...rest }: SheetProps) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const first = box.current?.querySelector<HTMLElement>('[data-first]') ?? box.current;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section ref={box} tabIndex={-1} role="dialog" aria-label={title} class={`sheet ${kind} ${place} ${rest.class ?? ''}`}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="round" aria-label={`Close: ${title}`} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="inside">{children}</div>
    </section>
  );
}
