import "@mantine/core/styles/VisuallyHidden.css";
import { VisuallyHidden } from "@mantine/core";
import {
  IconBell,
  IconCalendar,
  IconDeviceMobile,
  IconHourglassLow,
  IconMail,
  IconMessageCircle,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useInWords } from "../../parts/in-words";
import type { Choosing, Notifications } from "./choosing";
import classes from "./matrix.module.css";

type Row = Schemas["KindRow"];
type ChannelName = Schemas["ChannelName"];

const ICONS: Record<string, typeof IconBell> = {
  inbox: IconBell,
  mail: IconMail,
  calendar: IconCalendar,
  push: IconDeviceMobile,
  chat: IconMessageCircle,
};

interface MatrixProps {
  notifications: Notifications;
  choosing: Choosing;
}

/** Kinds of messages by ways to you. What you set yourself is marked; all else is as your organisation has it. */
export function Matrix({ notifications: { channels, kinds }, choosing }: MatrixProps) {
  const { t } = useTranslation("preferences");
  const inWords = useInWords();
  return (
    <>
      <p className={classes.legend}>
        <span className={classes.own} aria-hidden="true" /> {t("legend")}
      </p>
      <table className={classes.matrix}>
        <caption>
          <VisuallyHidden>{t("messages")}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t("kind")}
            </th>
            {channels.map(({ channel, words }) => (
              <Head key={channel} Icon={ICONS[channel] ?? IconBell} words={inWords(words)} />
            ))}
            <Head Icon={IconHourglassLow} words={t("less-often")} />
          </tr>
        </thead>
        <tbody>
          {kinds.map((row) => (
            <KindLine key={row.kind} row={row} channels={channels} choosing={choosing} />
          ))}
        </tbody>
        <tfoot>
          <OnlyOthers channels={channels} choosing={choosing} />
        </tfoot>
      </table>
    </>
  );
}

function Head({ Icon, words }: { Icon: typeof IconBell; words: string }) {
  return (
    <th scope="col">
      <span className={classes.head} title={words}>
        <Icon size={20} stroke={1.7} aria-hidden="true" />
        <span>{words}</span>
      </span>
    </th>
  );
}

function KindLine({ row, channels, choosing }: { row: Row; channels: ChannelName[]; choosing: Choosing }) {
  const { t } = useTranslation("preferences");
  const inWords = useInWords();
  const { chosen, change } = choosing;
  const name = inWords(row.words);
  const lessOften = chosen.less_often ?? [];
  const isLess = lessOften.includes(row.kind);
  const set = (channel: string, isOn: boolean) =>
    change({ kinds: { ...chosen.kinds, [row.kind]: { ...chosen.kinds?.[row.kind], [channel]: isOn } } });
  return (
    <tr id={`kind-${row.kind}`}>
      <th scope="row">{name}</th>
      {row.switches.map(({ channel, is_on, is_fixed }) => {
        const own = chosen.kinds?.[row.kind]?.[channel];
        const way = inWords(channels.find((one) => one.channel === channel)?.words ?? {});
        return (
          <Cell
            key={channel}
            label={t(is_fixed ? "cell-fixed" : own === undefined ? "cell" : "cell-own", { name, way })}
            isOn={own ?? is_on}
            isOwn={own !== undefined}
            isFixed={is_fixed}
            set={(isOn) => set(channel, isOn)}
          />
        );
      })}
      <Cell
        label={t("cell", { name, way: t("less-often") })}
        isOn={isLess}
        isOwn={isLess}
        set={(isOn) =>
          change({ less_often: isOn ? [...lessOften, row.kind] : lessOften.filter((kind) => kind !== row.kind) })
        }
      />
    </tr>
  );
}

function OnlyOthers({ channels, choosing: { chosen, change } }: { channels: ChannelName[]; choosing: Choosing }) {
  const { t } = useTranslation("preferences");
  const inWords = useInWords();
  const only = chosen.only_others ?? [];
  return (
    <tr>
      <th scope="row">{t("only-others")}</th>
      {channels.map(({ channel, words }) => (
        <Cell
          key={channel}
          label={t("cell", { name: t("only-others"), way: inWords(words) })}
          isOn={only.includes(channel)}
          isOwn={only.includes(channel)}
          set={(isOn) => change({ only_others: isOn ? [...only, channel] : only.filter((one) => one !== channel) })}
        />
      ))}
      <td />
    </tr>
  );
}

interface CellProps {
  label: string;
  isOn: boolean;
  isOwn: boolean;
  isFixed?: boolean;
  set: (isOn: boolean) => void;
}

function Cell({ label, isOn, isOwn, isFixed = false, set }: CellProps) {
  return (
    <td>
      <label className={classes.cell} title={label}>
        <input
          type="checkbox"
          aria-label={label}
          checked={isOn}
          disabled={isFixed}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {isOwn && <span className={classes.own} aria-hidden="true" />}
      </label>
    </td>
  );
}
