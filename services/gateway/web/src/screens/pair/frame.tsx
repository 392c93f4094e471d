/** Around every screen of a pair: who it is with, what it is about, and the way to its other screens. */

import "@mantine/core/styles/VisuallyHidden.css";
import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { lastMessageOf, pairOf } from "../../parts/of-pair";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./frame.module.css";
import { usePair } from "./pair-context";
import { Provided } from "./provided";
import { useStanding } from "./standing";
import { Ways } from "./ways";

/** Where each leads, beneath `/pairs/:id`; its words are `places.<name>`. */
const PLACES = [
  { name: "overview", path: "", beneath: [] },
  { name: "sessions", path: "/sessions", beneath: [] },
  { name: "agreement", path: "/agreement", beneath: [] },
  { name: "goals", path: "/goals", beneath: ["/actions"] },
  { name: "thread", path: "/thread", beneath: [] },
  { name: "pulse", path: "/pulse", beneath: ["/fit", "/review", "/farewell", "/rematch"] },
] as const;

interface PairFrameProps {
  pairId: string;
  children: ReactNode;
  /** For the window's title, where no place of the navigation names the screen. */
  title?: string;
}

export function PairFrame({ pairId, children, title }: PairFrameProps) {
  const { data, error, refetch } = useQuery(pairOf(pairId));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <Provided pair={data}>
      <Head title={title} />
      <div className={classes.content}>{children}</div>
    </Provided>
  );
}

function Head({ title }: { title: string | undefined }) {
  const { t } = useTranslation("pairs");
  const { pair, partner } = usePair();
  const standing = useStanding();
  const unread = useUnread(pair.pair_id);
  const current = useRef<HTMLAnchorElement>(null);
  const [here] = useLocation();
  const own = here.slice(`/pairs/${pair.pair_id}`.length);
  const isAt = ({ path, beneath }: (typeof PLACES)[number]) =>
    path === "" ? own === "" : [path, ...beneath].some((one) => own === one || own.startsWith(`${one}/`));
  const place = PLACES.find(isAt);
  const name = title ?? (place ? t(`places.${place.name}`) : undefined);
  useEffect(() => {
    document.title = [name, partner, "Bothways"].filter(Boolean).join(" · ");
  }, [name, partner]);
  // On a narrow screen it may be outside of what is seen of them. After the page is laid out: asking for it before takes long.
  useEffect(() => {
    const later = setTimeout(() => current.current?.scrollIntoView({ block: "nearest", inline: "center" }));
    return () => clearTimeout(later);
  }, [place]);
  return (
    <header className={classes.head} data-direction={pair.direction}>
      <div className={classes.who}>
        <h1>{t("with", { name: partner })}</h1>
        <p className={classes.state}>{standing}</p>
      </div>
      <Ways />
      <nav className={classes.places} aria-label={t("places.label")}>
        <ul>
          {PLACES.map((one) => (
            <li key={one.name}>
              <Link
                ref={one === place ? current : null}
                href={`/pairs/${pair.pair_id}${one.path}`}
                aria-current={one === place ? "page" : undefined}
              >
                {t(`places.${one.name}`)}
                {one.name === "thread" && unread > 0 && (
                  <span className={classes.unread}>
                    {unread} <VisuallyHidden>{t("places.unread")}</VisuallyHidden>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** How many messages of the other wait to be read. */
function useUnread(pairId: string): number {
  const { data } = useQuery(lastMessageOf(pairId));
  return data?.unread ?? 0;
}
