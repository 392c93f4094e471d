import { IconBandage, IconDoorExit, IconMessageCircle, IconPlayerPause, IconRefresh } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useInWords } from "../../parts/in-words";
import { usePair } from "../pair/pair-context";
import classes from "./pulse.module.css";

/** Where each is done, beneath the pair. */
const WHERE: Record<string, { path: string; Icon: ComponentType<{ size?: number; stroke?: number }> }> = {
  "talk-script": { path: "/thread", Icon: IconMessageCircle },
  flip: { path: "/sessions", Icon: IconRefresh },
  pause: { path: "", Icon: IconPlayerPause },
  "part-well": { path: "/rematch", Icon: IconDoorExit },
};

/** What may help, whatever was answered. Open by itself where somebody said that it does not go well. */
export function Offers({ offers, isOpen }: { offers: Schemas["PulseShown"]["offers"]; isOpen: boolean }) {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  const said = useInWords();
  return (
    <details className={classes.offers} open={isOpen}>
      <summary>{t("offers.title")}</summary>
      <ul>
        {offers.map(({ code, words }) => {
          const { path, Icon } = WHERE[code] ?? { path: "", Icon: IconBandage };
          return (
            <li key={code}>
              <Icon size={22} stroke={1.6} />
              <span>
                {said(words)} <Link href={`/pairs/${pair.pair_id}${path}`}>{t(`offers.${code}`)}</Link>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
