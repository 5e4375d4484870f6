"""Two helms, one cluster."""

from helm_world import CHARTS, helms, must, releases, settled
from world import case


@case
def one_helm_uninstalls_what_another_installed(w):
    around = w.surroundings
    ns = w.namespace(service_account=True)
    with helms(w, around.helm, around.other_helm) as (ours, other):
        for name in ("nginx", "redis", "mysql"):
            for giver, taker in ((ours, other), (other, ours)):
                must(giver.install(ns, name, CHARTS / name))
                listed = releases(taker.list(ns))["releases"]
                done = must(taker.uninstall(ns, name))
                side = "to" if giver is ours else "from"
                w.see(f"{name} {side} the other", {
                    "listed": listed, "left": settled(w, ns),
                    "code": done.returncode})
