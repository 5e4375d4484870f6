// The provisioner of minikube's volumes. Minikube's own command asks for a
// leader election by endpoints, which client libraries no longer have; there is
// one of it in a cluster, and no other to win against.
package main

import (
	"context"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"k8s.io/minikube/pkg/storage"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v6/controller"
)

const (
	name   = "k8s.io/minikube-hostpath"
	folder = "/tmp/hostpath-provisioner"
)

func main() {
	config, err := rest.InClusterConfig()
	if err != nil {
		klog.Exit(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		klog.Exit(err)
	}
	version, err := client.Discovery().ServerVersion()
	if err != nil {
		klog.Exit(err)
	}
	controller.NewProvisionController(client, name,
		storage.NewHostPathProvisioner(folder), version.GitVersion,
		controller.LeaderElection(false)).Run(context.Background())
}
