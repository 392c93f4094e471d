/** Around every screen of a pair: who it is with, what it is about, and the way to its other screens. */

import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./frame.module.css";
import { PairContext, usePair } from "./pair-context";
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
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}", {
    params: { path: { pair_id: pairId } },
  });
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <Provided pair={data}>
      <Head title={title} />
      <div className={classes.content}>{children}</div>
    </Provided>
  );
}

function Provided({ pair, children }: { pair: Schemas["Pair"]; children: ReactNode }) {
  const me = useMe();
  const partnerId = usePartnerOf(pair);
  const partner = useNameOf(partnerId);
  const first = partner.split(" ")[0] ?? partner;
  const isMentor = pair.members.some(({ person_id, role }) => person_id === me.person_id && role === "mentor");
  return <PairContext value={{ pair, partnerId, partner, first, isMentor }}>{children}</PairContext>;
}

function Head({ title }: { title: string | undefined }) {
  const { t } = useTranslation("pairs");
  const { pair, partner } = usePair();
  const [here] = useLocation();
  const own = here.slice(`/pairs/${pair.pair_id}`.length);
  const isAt = ({ path, beneath }: (typeof PLACES)[number]) =>
    path === "" ? own === "" : [path, ...beneath].some((one) => own === one || own.startsWith(`${one}/`));
  const place = PLACES.find(isAt);
  const name = title ?? (place ? t(`places.${place.name}`) : undefined);
  useEffect(() => {
    document.title = [name, partner, "Bothways"].filter(Boolean).join(" · ");
  }, [name, partner]);
  return (
    <header className={classes.head} data-direction={pair.direction}>
      <div className={classes.who}>
        <h1>{t("with", { name: partner })}</h1>
        <State />
      </div>
      <Ways />
      <nav className={classes.places} aria-label={t("places.label")}>
        <ul>
          {PLACES.map((one) => (
            <li key={one.name}>
              <Link href={`/pairs/${pair.pair_id}${one.path}`} aria-current={one === place ? "page" : undefined}>
                {t(`places.${one.name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** In plain words where the pair stands. */
function State() {
  const { t } = useTranslation("pairs");
  const { pair } = usePair();
  const { date } = useWhen();
  return (
    <p className={classes.state}>
      {pair.ended_at
        ? t("state.ended", { day: date(pair.ended_at) })
        : pair.standing === "paused"
          ? t(pair.paused_until ? "state.paused-until" : "state.paused", { day: pair.paused_until ? date(pair.paused_until) : "" })
          : t(`phase.${pair.phase ?? "preparing"}`)}
    </p>
  );
}
