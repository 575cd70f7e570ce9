// Command argo-health prints what Argo CD says of the object (YAML or JSON) on standard input: its health, and the
// actions that it offers. Its settings are the ConfigMap argocd-cm in the named file, read as Argo CD reads it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/health"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/yaml"
)

const namespace = "argocd"

type opinion struct {
	Status  string   `json:"status"`
	Message string   `json:"message"`
	Actions []string `json:"actions"`
}

func main() {
	if err := judge(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge() error {
	if len(os.Args) != 2 {
		return errors.New("usage: argo-health ARGOCD-CM.yaml < OBJECT")
	}
	overrides, err := overridesIn(os.Args[1])
	if err != nil {
		return err
	}
	object := &unstructured.Unstructured{}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, &object.Object); err != nil {
		return err
	}
	found, err := opinionOf(object, overrides)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

func overridesIn(path string) (map[string]v1alpha1.ResourceOverride, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	config := &corev1.ConfigMap{}
	if err := yaml.Unmarshal(text, config); err != nil {
		return nil, err
	}
	// What is merged into the one that Argo CD has; it takes only what has this label.
	config.Name, config.Namespace = "argocd-cm", namespace
	config.Labels = map[string]string{"app.kubernetes.io/part-of": "argocd"}
	manager := settings.NewSettingsManager(context.Background(), fake.NewClientset(config), namespace)
	return manager.GetResourceOverrides()
}

func opinionOf(object *unstructured.Unstructured, overrides map[string]v1alpha1.ResourceOverride) (*opinion, error) {
	found, err := health.GetResourceHealth(object, lua.ResourceHealthOverrides(overrides))
	if err != nil {
		return nil, err
	}
	result := &opinion{Actions: []string{}}
	if found != nil {
		result.Status, result.Message = string(found.Status), found.Message
	}
	machine := lua.VM{ResourceOverrides: overrides}
	scripts, err := machine.GetResourceActionDiscovery(object)
	if err != nil || len(scripts) == 0 {
		return result, err
	}
	actions, err := machine.ExecuteResourceActionDiscovery(object, scripts)
	for _, action := range actions {
		if !action.Disabled {
			result.Actions = append(result.Actions, action.Name)
		}
	}
	return result, err
}
