{{- define "connection-operator.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "connection-operator.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "connection-operator.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Objects of the whole cluster: two releases of one name, in two namespaces, must not share them. */}}
{{- define "connection-operator.clusterName" -}}
{{- printf "%s-%s" (include "connection-operator.namespace" .) (include "connection-operator.fullname" .) }}
{{- end }}

{{/* Where the operator runs; that of the release unless a chart around it says otherwise. */}}
{{- define "connection-operator.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace }}
{{- end }}

{{- define "connection-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "connection-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "connection-operator.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "connection-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* With labels of one object, which go before those of every object: a key twice is no YAML for whoever is strict. */}}
{{- define "connection-operator.labelsWith" -}}
{{- merge (deepCopy .labels) (include "connection-operator.labels" .root | fromYaml) | toYaml }}
{{- end }}

{{- define "connection-operator.annotations" -}}
{{- with .Values.commonAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}

{{/* One for each shard, as --leader-elect-resource-name is continued with more than one. */}}
{{- define "connection-operator.leases" -}}
{{- if gt (int .Values.shards) 1 }}
{{- range $shard := until (int .Values.shards) }}
- {{ include "connection-operator.fullname" $ }}-{{ $shard }}
{{- end }}
{{- else }}
- {{ include "connection-operator.fullname" . }}
{{- end }}
{{- end }}

{{- define "connection-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "connection-operator.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{- define "connection-operator.image" -}}
{{- $repository := .Values.image.repository }}
{{- with (.Values.global).imageRegistry }}{{ $repository = printf "%s/%s" (trimSuffix "/" .) $repository }}{{ end }}
{{- if .Values.image.digest }}
{{- printf "%s@%s" $repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) }}
{{- end }}
{{- end }}

{{/* What the operator does in a namespace whose Connections it tests, and nothing else. */}}
{{- define "connection-operator.namespaceRules" -}}
- apiGroups: [connection-operator.dev]
  resources: [connections]
  verbs: [get, list, watch]
- apiGroups: [connection-operator.dev]
  resources: [connections/status]
  verbs: [patch]
{{- if not (include "connection-operator.byConsent" .) }}
{{ include "connection-operator.secretRules" . }}
{{- end }}
{{- with .Values.workloadIdentity }}
{{- if .enabled }}
{{- if not .namespaces }}
{{ include "connection-operator.tokenRules" $ }}
{{- end }}
- apiGroups: ['']
  resources: [serviceaccounts]
  verbs: [list, watch]
{{- end }}
{{- end }}
- apiGroups: ['']
  resources: [configmaps]
  verbs: [get, list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end }}

{{/* Each namespace grants by a RoleBinding that its Secrets are read. */}}
{{- define "connection-operator.byConsent" -}}
{{- if not (or .Values.namespaces .Values.secrets.cluster) }}true{{ end }}
{{- end }}

{{- define "connection-operator.secretReader" -}}
{{- include "connection-operator.clusterName" . }}-secret-reader
{{- end }}

{{/* Has the key by which sign-ins are counted across restarts. */}}
{{- define "connection-operator.attemptsSecret" -}}
{{- include "connection-operator.fullname" . }}-attempts
{{- end }}

{{/* What the operator does with Secrets. */}}
{{- define "connection-operator.secretRules" -}}
{{- if .Values.secrets.names }}
- apiGroups: ['']
  resources: [secrets]
  resourceNames: {{ .Values.secrets.names | toJson }}
  verbs: [get, list, watch]
{{- else }}
- apiGroups: ['']
  resources: [secrets]
  verbs: [get, list, watch]
{{- end }}
{{- if .Values.refreshTokens.store }}
{{- /* A resourceName cannot limit create: the policy of refresh tokens does. */}}
- apiGroups: ['']
  resources: [secrets]
  verbs: [create]
- apiGroups: ['']
  resources: [secrets]
  {{- with .Values.refreshTokens.connections }}
  resourceNames:
    {{- range . }}
    - {{ . }}-tokens
    {{- end }}
  {{- end }}
  verbs: [get, patch]
{{- end }}
{{- end }}

{{/* Whoever may create a token of a ServiceAccount acts as it: the named ones, where there are names. */}}
{{- define "connection-operator.tokenRules" -}}
- apiGroups: ['']
  resources: [serviceaccounts/token]
  {{- with .Values.workloadIdentity.serviceAccounts }}
  resourceNames: {{ . | toJson }}
  {{- end }}
  verbs: [create]
{{- end }}

{{/* Of values that do not go together, a schema would say "minItems: got 0, want 1"; this says what to set. */}}
{{- define "connection-operator.checks" -}}
{{- $identity := .Values.workloadIdentity }}
{{- if $identity.enabled }}
{{- $isListed := or .Values.namespaces $identity.namespaces }}
{{- if not (or $isListed $identity.serviceAccounts $identity.anywhere) }}
{{- fail "workloadIdentity.enabled needs a list of whose tokens are meant: set workloadIdentity.serviceAccounts, workloadIdentity.namespaces or namespaces. With workloadIdentity.anywhere=true the operator may create a token of every ServiceAccount of the cluster, those of kube-system included." }}
{{- end }}
{{- if and (not $isListed) (has "default" $identity.serviceAccounts) }}
{{- fail "workloadIdentity.serviceAccounts names default, which every namespace has: set workloadIdentity.namespaces as well, or leave it out." }}
{{- end }}
{{- range $identity.namespaces }}
{{- if and $.Values.namespaces (not (has . $.Values.namespaces)) }}
{{- fail (printf "workloadIdentity.namespaces names %s, which is not one of namespaces: the operator tests no Connections there." .) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) }}
{{- fail "serviceAccount.create is false: name the ServiceAccount of the operator in serviceAccount.name. The rights would go to the ServiceAccount default, which every Pod of the namespace uses." }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.service.enabled) }}
{{- fail "metrics.serviceMonitor.enabled needs metrics.service.enabled: the Prometheus operator finds the Pods by that Service. metrics.podMonitor.enabled needs none." }}
{{- end }}
{{- if gt (len (include "connection-operator.fullname" .)) 42 }}
{{- fail (printf "The objects would be named %s, and with it names of more than 63 characters: choose a shorter name of the release, or set fullnameOverride (at most 42 characters)." (include "connection-operator.fullname" .)) }}
{{- end }}
{{- if and .Values.secrets.namespaces .Values.secrets.cluster }}
{{- fail "secrets.namespaces lists whose Secrets may be read, and secrets.cluster=true lets the operator read all of them: set one of the two." }}
{{- end }}
{{- if and .Values.secrets.cluster .Values.namespaces }}
{{- fail "secrets.cluster=true lets the operator read the Secrets of all namespaces, and namespaces lists those that it tests in, whose Secrets it reads: set one of the two." }}
{{- end }}
{{- if and .Values.secrets.namespaces (not .Values.rbac.create) }}
{{- fail "secrets.namespaces has the release bind its ClusterRole there, and rbac.create=false has it create no rights: leave secrets.namespaces out, and let somebody else bind it." }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.metrics.podMonitor.enabled }}
{{- fail "metrics.serviceMonitor.enabled and metrics.podMonitor.enabled would have everything scraped twice: set one of the two." }}
{{- end }}
{{- if and .Values.metrics.prometheusRule.perConnection (not .Values.metrics.prometheusRule.enabled) }}
{{- fail "metrics.prometheusRule.perConnection adds to the alerts of metrics.prometheusRule.enabled: set that too." }}
{{- end }}
{{- if and .Values.secrets.namespaces .Values.namespaces }}
{{- fail "secrets.namespaces is for a release that tests in all namespaces: with namespaces listed, the operator reads the Secrets of those." }}
{{- end }}
{{- if and .Values.refreshTokens.store .Values.secrets.names (not .Values.refreshTokens.connections) }}
{{- fail "refreshTokens.store with secrets.names needs refreshTokens.connections, the names of the Connections whose tokens are stored: without it the operator could read every Secret of its namespaces." }}
{{- end }}
{{- end }}

{{/* What the API server would refuse in the Pod, in words that name the value. */}}
{{- define "connection-operator.podChecks" -}}
{{- $volumes := list }}
{{- $paths := list }}
{{- range .Values.localFilesystem.roots }}
{{- $volumes = append $volumes .name }}
{{- $paths = append $paths .path }}
{{- end }}
{{- range .Values.extraVolumes }}{{ $volumes = append $volumes .name }}{{ end }}
{{- range .Values.extraVolumeMounts }}
{{- $paths = append $paths .mountPath }}
{{- if not (has .name $volumes) }}
{{- fail (printf "extraVolumeMounts names the volume %s, which is in neither extraVolumes nor localFilesystem.roots." .name) }}
{{- end }}
{{- end }}
{{- $variables := list }}
{{- range .Values.extraEnv }}{{ $variables = append $variables .name }}{{ end }}
{{- include "connection-operator.once" (dict "of" "volume" "in" "extraVolumes and localFilesystem.roots" "names" $volumes) }}
{{- include "connection-operator.once" (dict "of" "mount path" "in" "extraVolumeMounts and localFilesystem.roots" "names" $paths) }}
{{- include "connection-operator.once" (dict "of" "variable" "in" "extraEnv" "names" $variables) }}
{{- end }}

{{- define "connection-operator.once" -}}
{{- $seen := list }}
{{- range .names }}
{{- if has . $seen }}{{ fail (printf "%s have the %s %s twice." $.in $.of .) }}{{ end }}
{{- $seen = append $seen . }}
{{- end }}
{{- end }}

{{- define "connection-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "connection-operator.serviceAccount" . }}
  namespace: {{ include "connection-operator.namespace" . }}
{{- end }}
