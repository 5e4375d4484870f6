"""Objects come, are read, change and go."""

from world import case, config_map, path, until


def maps(ns, name=None, **query):
    return path("v1", "configmaps", ns, name, **query)


@case
def an_object_comes_is_read_and_goes(w):
    ns = w.namespace()
    sent = config_map("one", {"a": "1", "b": "zwei €"}, labels={"l": "x"},
                      annotations={"n": "y"})
    made = w.see_object("create", w.post(maps(ns), sent), sent)
    w.see_object("get", w.get(maps(ns, "one")), sent)
    w.see("the same", w.get(maps(ns, "one")).body == made)
    w.see_answer("delete", w.delete(maps(ns, "one")))
    w.see_answer("get after", w.get(maps(ns, "one")))
    w.see_answer("delete after", w.delete(maps(ns, "one")))


@case
def an_update_replaces_everything(w):
    ns = w.namespace()
    made = w.make(maps(ns), config_map("one", {"a": "1"}, labels={"l": "x"}))
    w.see_object("unconditional", w.put(
        maps(ns, "one"), config_map("one", {"b": "2"})), also=["data"])
    changed = w.object(maps(ns, "one"))
    w.see("it has a new version", changed["metadata"]["resourceVersion"]
          != made["metadata"]["resourceVersion"])
    w.see("it is the same object", changed["metadata"]["uid"]
          == made["metadata"]["uid"])
    w.see_object("with its version", w.put(
        maps(ns, "one"), changed | {"data": {"c": "3"}}), also=["data"])
    w.see_answer("with an old version", w.put(
        maps(ns, "one"), changed | {"data": {"d": "4"}}))
    w.see_refusal("with another uid", w.put(maps(ns, "one"), config_map(
        "one", {}, uid="00000000-0000-0000-0000-000000000000")))
    w.see_refusal("with a version that is none", w.put(
        maps(ns, "one"), config_map("one", {}, resourceVersion="soon")))
    w.see_object("after all that", w.get(maps(ns, "one")), also=["data"])


@case
def an_update_without_change_is_none(w):
    ns = w.namespace()
    w.make(maps(ns), config_map("one", {"a": "1"}))
    before = w.object(maps(ns, "one"))
    w.put(maps(ns, "one"), before)
    w.patch(maps(ns, "one"), {"data": {"a": "1"}})
    after = w.object(maps(ns, "one"))
    w.see("same version", before["metadata"]["resourceVersion"]
          == after["metadata"]["resourceVersion"])


@case
def versions_grow(w):
    """One counter for all kinds, as a client of several watches needs it."""
    ns = w.namespace()
    one = w.make(maps(ns), config_map("one"))
    account = w.make(path("v1", "serviceaccounts", ns), {
        "apiVersion": "v1", "kind": "ServiceAccount",
        "metadata": {"name": "a"}})
    two = w.make(maps(ns), config_map("two"))
    versions = [int(made["metadata"]["resourceVersion"])
                for made in (one, account, two)]
    w.see("ascending", versions == sorted(set(versions)))
    listed = int(w.get(maps(ns)).body["metadata"]["resourceVersion"])
    w.see("a list is as new as what is in it", listed >= versions[-1])


@case
def a_name_can_be_made(w):
    ns = w.namespace()
    answer = w.post(maps(ns), {"apiVersion": "v1", "kind": "ConfigMap",
                               "metadata": {"generateName": "made-"}})
    name = answer.body["metadata"]["name"]
    w.see("code", answer.status)
    w.see("length of the suffix", len(name.removeprefix("made-")))
    w.see("generateName stays", answer.body["metadata"].get("generateName"))
    w.see("found by its name", w.get(maps(ns, name)).status)
    w.see_object("with a name", w.post(maps(ns), config_map(
        "own", generateName="made-")))


@case
def what_the_server_sets_cannot_be_sent(w):
    ns = w.namespace()
    stranger = {"uid": "00000000-0000-0000-0000-000000000000",
                "creationTimestamp": "2001-01-01T00:00:00Z",
                "deletionTimestamp": "2001-01-01T00:00:00Z",
                "generation": 7, "selfLink": "/x"}
    answer = w.post(maps(ns), config_map("one", **stranger))
    w.see_object("create", answer)
    metadata = answer.body["metadata"]
    w.see("own uid", metadata["uid"] != stranger["uid"])
    w.see("own time", metadata["creationTimestamp"]
          != stranger["creationTimestamp"])
    w.see_answer("resourceVersion", w.post(maps(ns), config_map(
        "two", resourceVersion="1")))


@case
def a_dry_run_changes_nothing(w):
    ns = w.namespace()
    w.see_object("create", w.post(maps(ns, dryRun="All"), config_map("one")))
    w.see("not made", w.get(maps(ns, "one")).status)
    w.make(maps(ns), config_map("one"))
    w.see("delete", w.delete(maps(ns, "one", dryRun="All")).status)
    w.see("still there", w.get(maps(ns, "one")).status)


@case
def unknown_fields_are_judged_as_asked(w):
    ns = w.namespace()
    body = config_map("one") | {"nonsense": 1}
    w.see_answer("strict", w.post(maps(ns, fieldValidation="Strict"), body))
    answer = w.post(maps(ns, fieldValidation="Ignore"), body)
    w.see("ignore", [answer.status, "nonsense" in answer.body])


@case
def a_secret_keeps_bytes(w):
    ns = w.namespace()
    secrets = path("v1", "secrets", ns)
    sent = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"},
            "type": "example.com/x", "data": {"a": "AAEC/w=="},
            "stringData": {"b": "text", "a2": ""}}
    w.see_object("create", w.post(secrets, sent), also=[
        "data", "stringData", "type"])
    w.see_object("default type", w.post(secrets, {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "t"}}),
        also=["data", "type"])
    w.see_refusal("no base64", w.post(secrets, {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "u"},
        "data": {"a": "not base64!"}}))
    w.see_answer("another type", w.put(secrets + "/s", sent | {"type": "y"}))


SERVICE = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"},
           "spec": {"selector": {"app": "s"},
                    "ports": [{"name": "http", "port": 80}]}}


@case
def a_service_gets_an_address_and_keeps_it(w):
    ns = w.namespace()
    services = path("v1", "services", ns)
    w.see_object("create", w.post(services, SERVICE), SERVICE, also=[
        "spec.type", "spec.clusterIP", "spec.clusterIPs", "spec.ports",
        "spec.sessionAffinity", "spec.ipFamilies", "status"])
    w.see_answer("another address", w.patch(
        services + "/s", {"spec": {"clusterIP": "10.0.0.250",
                                   "clusterIPs": ["10.0.0.250"]}}))
    replaced = w.put(services + "/s", SERVICE)
    w.see("replaced without it", replaced.status)
    before = w.object(services + "/s")["spec"]["clusterIP"]
    w.see("kept", before == replaced.body["spec"]["clusterIP"])
    headless = {"apiVersion": "v1", "kind": "Service",
                "metadata": {"name": "h"},
                "spec": {"clusterIP": "None", "selector": {"app": "s"},
                         "ports": [{"port": 80}]}}
    w.see_object("headless", w.post(services, headless), headless,
                 also=["spec.clusterIP", "spec.clusterIPs"])
    w.see_object("delete", w.delete(services + "/s"))


@case
def a_deployment_has_generations_and_a_fixed_selector(w):
    ns = w.namespace()
    deployments = path("apps/v1", "deployments", ns)
    sent = deployment("d", replicas=0)
    w.see_object("create", w.post(deployments, sent), sent)
    w.see_answer("another selector", w.patch(
        deployments + "/d",
        {"spec": {"selector": {"matchLabels": {"app": "other"}},
                  "template": {"metadata": {"labels": {"app": "other"}}}}}))
    sent["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] = 5
    changed = w.put(deployments + "/d", sent).body
    w.see("generation after a change", changed["metadata"]["generation"])
    w.patch(deployments + "/d", {"metadata": {"labels": {"a": "b"}}})
    w.see("generation after a label", w.object(
        deployments + "/d")["metadata"]["generation"])


def deployment(name, replicas=1, **pod):
    return {"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": name},
            "spec": {"replicas": replicas,
                     "selector": {"matchLabels": {"app": name}},
                     "template": {
                         "metadata": {"labels": {"app": name}},
                         "spec": {"containers": [
                             {"name": "c", "image": "example.com/i:1"}],
                             **pod}}}}


@case
def status_is_a_road_of_its_own(w):
    ns = w.namespace()
    place = path("apps/v1", "deployments", ns, "d")
    w.make(path("apps/v1", "deployments", ns), deployment("d", replicas=0))
    until(lambda: w.object(place).get("status", {}).get("observedGeneration"),
          "the Deployment has been seen")
    w.see_object("get", w.get(place + "/status"))
    w.see("main road", w.patch(place, {"status": {"replicas": 7}}).body[
        "status"].get("replicas"))
    answer = w.patch(place + "/status", {"status": {"collisionCount": 3},
                                         "spec": {"replicas": 9}})
    w.see("status road", [answer.status, answer.body["spec"]["replicas"],
                          answer.body["status"].get("collisionCount")])
    w.see_answer("none of a ConfigMap", w.get(
        maps(ns, "kube-root-ca.crt/status")))
