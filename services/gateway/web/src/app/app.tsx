import { MantineProvider } from "@mantine/core";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { Page } from "../parts/page";
import { Trouble } from "../parts/trouble";
import { Waiting } from "../parts/waiting";
import { useOutbox } from "./outbox";
import { SCREENS } from "./screens";
import { useMe, useSession } from "./session";
import { Shell } from "./shell";
import { persistence, queries, rememberPerson } from "./store";
import { theme } from "./theme";
import { Undoing } from "./undo";

const SignIn = lazy(() => import("../screens/sign-in/sign-in"));
const Nowhere = lazy(() => import("../screens/nowhere/nowhere"));

export function App() {
  return (
    // Style elements are what the content security policy forbids: all of Mantine's come as files.
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <PersistQueryClientProvider client={queries} persistOptions={persistence}>
        <Suspense fallback={<Waiting />}>
          <Door />
        </Suspense>
      </PersistQueryClientProvider>
    </MantineProvider>
  );
}

/** Whoever is signed in comes in; everybody else is asked who they are. */
function Door() {
  const { me, isUnknown, problem, readAgain } = useSession();
  if (me) return <Inside />;
  if (isUnknown) return <SignIn />;
  return problem ? <Away problem={problem} retry={readAgain} /> : <Waiting />;
}

/** Somebody is signed in, perhaps; nobody is to be asked who they are because the house does not answer. */
function Away({ problem, retry }: { problem: unknown; retry: () => unknown }) {
  const { t } = useTranslation();
  return (
    <main style={{ padding: "2rem" }}>
      <Page title={t("problem.unforeseen")}>
        <Trouble error={problem} retry={retry} />
      </Page>
    </main>
  );
}

function Inside() {
  const { org, person_id } = useMe();
  useEffect(() => rememberPerson(`${org}/${person_id}`), [org, person_id]);
  useOutbox();
  return (
    <Undoing>
      <Shell>
        <Suspense fallback={<Waiting />}>
          <Switch>
            {SCREENS.map(({ path, Screen }) => (
              <Route key={path} path={path} component={Screen} />
            ))}
            <Route component={Nowhere} />
          </Switch>
        </Suspense>
      </Shell>
    </Undoing>
  );
}
