import "@mantine/core/styles/VisuallyHidden.css";
import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useUnread } from "../parts/notices";
import { useLive } from "./live";
import { Palette, usePalette } from "./palette";
import { PLACES, type Place } from "./places";
import { may, useMe } from "./session";
import classes from "./shell.module.css";
import { Suspension } from "./suspension";

const MOST_SHOWN = 99;

/** Around every screen: the way to all others. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const places = useMemo(() => PLACES.filter((place) => may(me, place.access)), [me]);
  const palette = usePalette(places);
  const [isMore, setMore] = useState(false);
  const main = useRef<HTMLElement>(null);
  const unread = useUnread();
  const [path] = useLocation();
  useLive();
  useFocusOnArrival(main, path);
  useEffect(() => setMore(false), [path]);

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("skip")}
      </a>
      <nav className={classes.nav} aria-label={t("navigation")} data-more={isMore || undefined}>
        <Link href="/" className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Bothways
        </Link>
        <ul className={classes.places}>
          {places.map((place) => (
            <Line key={place.name} place={place} unread={place.name === "inbox" ? unread : 0} />
          ))}
        </ul>
        <UnstyledButton className={classes.search} onClick={palette.open}>
          <IconSearch size={18} /> {t("palette.open")} <kbd>⌘K</kbd>
        </UnstyledButton>
        <UnstyledButton className={classes.more} aria-expanded={isMore} onClick={() => setMore(!isMore)}>
          <IconDots size={22} />
          <span>
            {t("more")}
            <Unread count={unread} />
          </span>
        </UnstyledButton>
      </nav>
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        {me.suspension && <Suspension suspension={me.suspension} />}
        {children}
      </main>
      {palette.isOpen && <Palette places={places} close={palette.close} />}
    </div>
  );
}

function Line({ place: { name, path, Icon, isFirst }, unread }: { place: Place; unread: number }) {
  const { t } = useTranslation();
  const [here] = useLocation();
  const isHere = path === "/" ? here === "/" : here.startsWith(path);
  return (
    <li data-first={isFirst || undefined}>
      <Link href={path} className={classes.place} aria-current={isHere ? "page" : undefined}>
        <Icon size={22} stroke={1.7} />
        <span>
          {t(`nav.${name}`)}
          <Unread count={unread} />
        </span>
      </Link>
    </li>
  );
}

/** How many wait in the inbox: a number to see, a sentence to hear. */
function Unread({ count }: { count: number }) {
  const { t } = useTranslation();
  if (!count) return null;
  return (
    <>
      <span className={classes.unread} aria-hidden="true">
        {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
      </span>
      <VisuallyHidden>, {t("unread", { count })}</VisuallyHidden>
    </>
  );
}

/** A new screen is a new page: who listens to it begins at its beginning. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>, path: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, path]);
}
