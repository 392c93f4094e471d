import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { useUndo } from "../../app/undo";
import { browserName } from "../../parts/browser-name";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { useReread } from "../../parts/reread";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import list from "../../parts/list.module.css";
import classes from "./preferences.module.css";
import { addDevice, obstacle, removeDevice, subscribeHere, thisDevice, type Reason } from "./push";

/** Browsers that show messages also while Bothways is closed. */
export function Devices() {
  const { t } = useTranslation("preferences");
  const { data, error, refetch } = api.useQuery("get", "/v1/me/devices");
  const { day } = useWhen();
  const reread = useReread();
  const leaving = useLeaving();
  const devices = data?.data.filter(({ device_id }) => !leaving.isGone(device_id)) ?? [];
  const remove = (deviceId: string, name: string) =>
    leaving.leave(deviceId, t("push-said-removed", { name }), async () => {
      await removeDevice(deviceId);
      await reread("/v1/me/devices");
    });
  return (
    <Card title={t("push")}>
      <p className={classes.quiet}>{t("push-text")}</p>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {devices.length > 0 && (
        <ul className={list.list}>
          {devices.map(({ device_id, name, added_at }) => {
            const called = name || t("push-nameless");
            return (
              <li key={device_id}>
                <span>
                  <strong>{called}</strong>{" "}
                  <small>
                    {t("push-since", { when: day(added_at) })}
                    {device_id === thisDevice() && ` · ${t("push-this")}`}
                  </small>
                </span>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("push-remove-name", { name: called })}
                  onClick={() => remove(device_id, called)}
                >
                  {t("push-remove")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {data && !devices.some(({ device_id }) => device_id === thisDevice()) && <Here publicKey={data.public_key} />}
    </Card>
  );
}

function Here({ publicKey }: { publicKey: string | null }) {
  const { t } = useTranslation("preferences");
  const [name, setName] = useState(browserName(navigator.userAgent));
  const [reason, setReason] = useState<Reason | null>(obstacle(publicKey));
  const [isAsking, setAsking] = useState(false);
  const undo = useUndo();
  const reread = useReread();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!publicKey) return;
    setAsking(true);
    const subscription = await subscribeHere(publicKey);
    if (typeof subscription === "string") setReason(subscription);
    else
      await undo.now({
        words: t("push-said-added"),
        send: async () => {
          await addDevice(subscription, name.trim());
          await reread("/v1/me/devices");
        },
      });
    setAsking(false);
  };
  if (reason)
    return (
      <p role="status">
        <strong>{t("push-cannot.title")}</strong> {t(`push-cannot.${reason}`)}
      </p>
    );
  return (
    <form className={classes.fields} onSubmit={(event) => void add(event)}>
      <TextInput
        label={t("push-name")}
        description={t("push-name-help")}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isAsking}>
        {t("push-add")}
      </Button>
    </form>
  );
}
