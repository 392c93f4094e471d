import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { useInWords } from "../../parts/in-words";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import { KeySetup } from "../../sealing/key-setup";
import { useKeys } from "../../sealing/keys";
import type { Written } from "./drafts";
import { useDays, useKinds, type Level, type Pair } from "./entries";
import classes from "./journal.module.css";

interface ReaderChoiceProps {
  written: Written;
  pairs: Pair[];
  change: (some: Partial<Written>) => void;
}

/** Who is to read it, what protects it, and what is still needed for that. */
export function ReaderChoice({ written, pairs, change }: ReaderChoiceProps) {
  const { t } = useTranslation("journal");
  const group = useId();
  const isLetter = written.kind === "letter-to-later";
  const shared: Level = isLetter ? "sealed-until" : "pair";
  return (
    <fieldset className={classes.choice}>
      <legend>{t("who-reads")}</legend>
      <div className={classes.options}>
        <Option group={group} level="sealed" written={written} change={change} />
        <Option group={group} level="mine" written={written} change={change} />
        {pairs.map((pair) => (
          <PairOption key={pair.pair_id} group={group} level={shared} pair={pair} written={written} change={change} />
        ))}
      </div>
      <Protection level={written.level} />
      {written.level === "sealed-until" && <Opening written={written} pairs={pairs} change={change} />}
      {(written.level === "sealed" || written.level === "sealed-until") && <KeySetup />}
    </fieldset>
  );
}

interface OptionProps {
  group: string;
  level: Level;
  pair?: Pair;
  name?: string;
  written: Written;
  change: (some: Partial<Written>) => void;
}

function Option({ group, level, pair, name, written, change }: OptionProps) {
  const isChosen = written.level === level && (!pair || written.pairId === pair.pair_id);
  return (
    <label className={classes.option}>
      <input
        type="radio"
        name={group}
        checked={isChosen}
        onChange={() => change({ level, pairId: pair?.pair_id })}
      />
      <Readers who={level} name={name} />
    </label>
  );
}

function PairOption({ pair, ...rest }: OptionProps & { pair: Pair }) {
  const name = useNameOf(usePartnerOf(pair));
  return <Option pair={pair} name={name} {...rest} />;
}

function Protection({ level }: { level: Level }) {
  const { t } = useTranslation("journal");
  const inWords = useInWords();
  const shown = useKinds().levels.find((one) => one.level === level);
  if (!shown) return null;
  return (
    <>
      <p className={classes.quiet}>{inWords(shown.readers)}</p>
      <details className={classes.quiet}>
        <summary>{t("protects")}</summary>
        <p>{inWords(shown.cryptography)}</p>
        <p>
          <strong>{t("promise")}</strong> {inWords(shown.promise)}
        </p>
      </details>
    </>
  );
}

/** The day of a letter, and whether there are two keys to seal it for. */
function Opening({ written, pairs, change }: ReaderChoiceProps) {
  const { t } = useTranslation("journal");
  const tomorrow = useDays()(1);
  const pair = pairs.find(({ pair_id }) => pair_id === written.pairId);
  return (
    <>
      <TextInput
        type="date"
        label={t("opens-on")}
        min={tomorrow}
        value={written.opensOn}
        onChange={(event) => change({ opensOn: event.currentTarget.value })}
      />
      {pair && <OtherKey pair={pair} />}
    </>
  );
}

function OtherKey({ pair }: { pair: Pair }) {
  const { t } = useTranslation("journal");
  const name = useNameOf(usePartnerOf(pair));
  const other = useOtherKey(pair.pair_id);
  if (other === undefined) return null;
  return other ? (
    <p className={classes.quiet}>{t("their-fingerprint", { name, fingerprint: fingerprintOf(other.kid) })}</p>
  ) : (
    <p role="status">{t("no-key-of", { name })}</p>
  );
}

/** The other's public key; null where they have none yet. */
export function useOtherKey(pairId: string | undefined) {
  const me = useMe();
  const { data } = api.useQuery(
    "get",
    "/v1/pairs/{pair_id}/keys",
    { params: { path: { pair_id: pairId ?? "" } } },
    { enabled: Boolean(pairId) },
  );
  return data && (data.data.find(({ person_id }) => person_id !== me.person_id) ?? null);
}

/** Whether all is there that this level needs. */
export function useMaySeal({ level, pairId, opensOn }: Written): boolean {
  const { state } = useKeys();
  const isLetter = level === "sealed-until";
  const other = useOtherKey(isLetter ? pairId : undefined);
  if (level !== "sealed" && !isLetter) return true;
  return state === "here" && (!isLetter || Boolean(other && opensOn));
}

/** A thumbprint as two people can compare it. */
export function fingerprintOf(kid: string): string {
  return kid.replace(/(.{4})(?=.)/g, "$1 ");
}
