"""Questions that an API server answers and does not keep: who may do what, and
who asks."""

from world import case, path

AUTHORIZATION = "authorization.k8s.io/v1"
AUTHENTICATION = "authentication.k8s.io/v1"
PODS = {"verb": "delete", "resource": "pods"}


def ask(w, version, kind, spec, namespace=None):
    body = {"apiVersion": version, "kind": kind}
    if namespace:
        body["metadata"] = {"namespace": namespace}
    if spec is not None:
        body["spec"] = spec
    return w.post(path(version, kind.lower() + "s", namespace), body)


def seen(answer, *status):
    """What was answered, and these parts of its status."""
    body = answer.body
    return [answer.status, body["apiVersion"], body["kind"],
            *(body["status"].get(part) for part in status)]


@case
def one_may_ask_what_one_may(w):
    ns = w.namespace()
    for name, attributes in (
            ("a kind", {"resourceAttributes": {"namespace": ns, **PODS}}),
            ("an object", {"resourceAttributes": {
                "group": "apps", "resource": "deployments", "name": "d",
                "subresource": "scale", "verb": "patch"}}),
            ("everything", {"resourceAttributes": {
                "group": "*", "resource": "*", "verb": "*"}}),
            ("a path", {"nonResourceAttributes": {
                "path": "/metrics", "verb": "get"}})):
        answer = ask(w, AUTHORIZATION, "SelfSubjectAccessReview", attributes)
        w.see(name, seen(answer, "allowed", "denied"))
        w.see(f"{name} comes back", answer.body["spec"] == attributes)
    w.see_refusal("nothing", ask(w, AUTHORIZATION, "SelfSubjectAccessReview",
                                 {}))
    w.see_refusal("two things", ask(
        w, AUTHORIZATION, "SelfSubjectAccessReview", {
            "resourceAttributes": PODS,
            "nonResourceAttributes": {"path": "/", "verb": "get"}}))


@case
def others_may_do_what_they_may(w):
    ns = w.namespace()
    for name, subject in (
            ("nobody", {"user": "nobody"}),
            ("a master", {"user": "x", "groups": ["system:masters"]})):
        spec = {"resourceAttributes": {"namespace": ns, **PODS}, **subject}
        w.see(name, seen(ask(w, AUTHORIZATION, "SubjectAccessReview", spec),
                         "allowed"))
        w.see(f"{name} here", seen(ask(
            w, AUTHORIZATION, "LocalSubjectAccessReview", spec, ns),
            "allowed"))
    w.see_refusal("of whom", ask(w, AUTHORIZATION, "SubjectAccessReview",
                                 {"resourceAttributes": PODS}))
    w.see_refusal("elsewhere", ask(
        w, AUTHORIZATION, "LocalSubjectAccessReview", {
            "user": "x", "resourceAttributes": {
                "namespace": "default", **PODS}}, ns))


@case
def a_role_lets_its_subjects_do_something(w):
    ns = w.namespace()
    group = "rbac.authorization.k8s.io"
    w.make(path(f"{group}/v1", "roles", ns), {
        "apiVersion": f"{group}/v1", "kind": "Role",
        "metadata": {"name": "r"},
        "rules": [{"apiGroups": [""], "resources": ["pods"],
                   "verbs": ["delete"]}]})
    w.make(path(f"{group}/v1", "rolebindings", ns), {
        "apiVersion": f"{group}/v1", "kind": "RoleBinding",
        "metadata": {"name": "b"},
        "roleRef": {"apiGroup": group, "kind": "Role", "name": "r"},
        "subjects": [{"apiGroup": group, "kind": "User", "name": "anna"}]})
    answer = ask(w, AUTHORIZATION, "SubjectAccessReview", {
        "user": "anna", "resourceAttributes": {"namespace": ns, **PODS}})
    w.see("allowed", seen(answer, "allowed"))


@case
def one_may_ask_for_ones_rules_and_name(w):
    ns = w.namespace()
    answer = ask(w, AUTHORIZATION, "SelfSubjectRulesReview", {"namespace": ns})
    w.see("rules", seen(answer))
    rules = answer.body["status"]
    w.see("all", [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}
                  in rules["resourceRules"],
                  {"nonResourceURLs": ["*"], "verbs": ["*"]}
                  in rules["nonResourceRules"]])
    w.see_refusal("rules where", ask(w, AUTHORIZATION,
                                     "SelfSubjectRulesReview", {}))
    answer = ask(w, AUTHENTICATION, "SelfSubjectReview", None)
    w.see("who", seen(answer))
    w.see("groups", sorted(answer.body["status"]["userInfo"]["groups"]))


@case
def a_token_can_be_asked_about(w):
    answer = ask(w, AUTHENTICATION, "TokenReview", {"token": "not-a-token"})
    w.see("wrong", seen(answer, "authenticated", "user"))
    w.see("why", bool(answer.body["status"]["error"]))
    w.see_refusal("none", ask(w, AUTHENTICATION, "TokenReview", {}))


@case
def reviews_are_not_kept(w):
    for version, resource in (
            (AUTHORIZATION, "selfsubjectaccessreviews"),
            (AUTHORIZATION, "subjectaccessreviews"),
            (AUTHORIZATION, "selfsubjectrulesreviews"),
            (AUTHENTICATION, "selfsubjectreviews"),
            (AUTHENTICATION, "tokenreviews")):
        place = path(version, resource)
        w.see_refusal(f"list {resource}", w.get(place))
        w.see_refusal(f"watch {resource}", w.get(place + "?watch=true"))
        w.see_refusal(f"delete {resource}", w.delete(place))
    for version in (AUTHORIZATION, AUTHENTICATION):
        w.see(version, {
            entry["name"]: [entry["kind"], entry["namespaced"],
                            entry["singularName"], entry["verbs"]]
            for entry in w.get(f"/apis/{version}").body["resources"]})
