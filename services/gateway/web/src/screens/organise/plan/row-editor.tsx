import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import frame from "../frame.module.css";
import { CHANNELS, type Row, type Written } from "./rows";

interface RowEditorProps {
  row: Row;
  own: Written | undefined;
  save: (written: Written) => unknown;
}

/** When it comes, how often, how long it is worth saying, and on which ways. The rest stays as it is. */
export function RowEditor({ row, own, save }: RowEditorProps) {
  const { t } = useTranslation("organise");
  const [days, setDays] = useState(String(row.delay.days ?? 0));
  const [hours, setHours] = useState(String(row.delay.hours ?? 0));
  const [at, setAt] = useState(row.delay.at ?? "");
  const [every, setEvery] = useState(String(row.every_days));
  const [worth, setWorth] = useState(String(row.expires?.days ?? 0));
  const [channels, setChannels] = useState(row.channels);
  const canBeLong = row.expires !== null && !row.expires.start;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    void save({
      ...(own ?? { name: row.name }),
      off: row.is_off,
      channels,
      delay: { ...row.delay, days: Number(days), hours: Number(hours), at: at || null },
      ...(row.every_days > 0 ? { every_days: Number(every) } : {}),
      ...(canBeLong ? { expires: { ...row.expires, days: Number(worth) } } : {}),
    });
  };
  return (
    <form className={`${frame.message} ${frame.stack}`} onSubmit={submit}>
      <div className={frame.fields}>
        <TextInput
          type="number"
          min={-60}
          max={730}
          label={t("plan.edit.days")}
          description={row.delay.start ? t("plan.edit.from-its-time") : undefined}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextInput
          type="number"
          step="any"
          label={t("plan.edit.hours")}
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
        <TextInput type="time" label={t("plan.edit.at")} value={at} onChange={(event) => setAt(event.target.value)} />
        {row.every_days > 0 && (
          <TextInput
            type="number"
            min={7}
            max={365}
            label={t("plan.edit.every")}
            value={every}
            onChange={(event) => setEvery(event.target.value)}
          />
        )}
        {canBeLong && (
          <TextInput
            type="number"
            min={0}
            max={730}
            label={t("plan.edit.worth")}
            value={worth}
            onChange={(event) => setWorth(event.target.value)}
          />
        )}
      </div>
      <fieldset className={frame.group}>
        <legend>{t("plan.edit.channels")}</legend>
        <div className={frame.deeds}>
          {CHANNELS.map((channel) => (
            <Checkbox
              key={channel}
              label={t(`channels.${channel}`)}
              checked={channels.includes(channel)}
              onChange={(event) =>
                setChannels(event.target.checked ? [...channels, channel] : channels.filter((one) => one !== channel))
              }
            />
          ))}
        </div>
      </fieldset>
      <div>
        <Button type="submit">{t("save")}</Button>
      </div>
    </form>
  );
}
