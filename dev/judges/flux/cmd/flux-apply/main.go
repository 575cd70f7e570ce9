// Command flux-apply applies the objects on standard input and waits for them, as Flux's kustomize-controller does for
// a Kustomization with `wait: true`. It prints what changed, and then what the wait came to.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/fluxcd/cli-utils/pkg/kstatus/polling"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
)

const fieldManager = "kustomize-controller"

func main() {
	timeout := flag.Duration("timeout", 30*time.Second, "how long to wait")
	flag.Parse()
	log.SetLogger(zap.New(zap.WriteTo(os.Stderr)))
	if err := applyAndWait(*timeout); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("ready")
}

func applyAndWait(timeout time.Duration) error {
	objects, err := utils.ReadObjects(os.Stdin)
	if err != nil {
		return err
	}
	manager, err := newManager()
	if err != nil {
		return err
	}
	changes, err := manager.ApplyAllStaged(context.Background(), objects, ssa.DefaultApplyOptions())
	if err != nil {
		return err
	}
	for _, entry := range changes.Entries {
		fmt.Println(entry.Subject, entry.Action)
	}
	return manager.WaitForSet(changes.ToObjMetadataSet(), ssa.WaitOptions{
		Interval: 200 * time.Millisecond,
		Timeout:  timeout,
		FailFast: true,
	})
}

func newManager() (*ssa.ResourceManager, error) {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return nil, err
	}
	http, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	mapper, err := apiutil.NewDynamicRESTMapper(config, http)
	if err != nil {
		return nil, err
	}
	kube, err := client.New(config, client.Options{Mapper: mapper})
	if err != nil {
		return nil, err
	}
	poller := polling.NewStatusPoller(kube, mapper, polling.Options{})
	return ssa.NewResourceManager(kube, poller, ssa.Owner{Field: fieldManager, Group: "kustomize.toolkit.fluxcd.io"}), nil
}
