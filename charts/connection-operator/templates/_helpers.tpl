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
{{- printf "%s-%s" .Release.Namespace (include "connection-operator.fullname" .) }}
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
{{- end }}

{{- define "connection-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "connection-operator.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{- define "connection-operator.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) }}
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
{{- if .Values.secrets.names }}
- apiGroups: ['']
  resources: [secrets]
  resourceNames: {{ .Values.secrets.names | toJson }}
  verbs: [get]
{{- else }}
- apiGroups: ['']
  resources: [secrets]
  verbs: [get, list, watch]
{{- end }}
{{- if .Values.refreshTokens.store }}
- apiGroups: ['']
  resources: [secrets]
  verbs: [get, create, patch]
{{- end }}
{{- with .Values.workloadIdentity }}
{{- if .enabled }}
- apiGroups: ['']
  resources: [serviceaccounts/token]
  {{- with .serviceAccounts }}
  resourceNames: {{ . | toJson }}
  {{- end }}
  verbs: [create]
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

{{- define "connection-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "connection-operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end }}
