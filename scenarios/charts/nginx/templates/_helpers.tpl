{{/* What the objects are called: the release's name, as Services take it. */}}
{{- define "nginx.fullname" -}}
{{- .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What the selectors match; an object's component may be added to it. */}}
{{- define "nginx.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "nginx.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "nginx.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Cluster-scoped objects: no two namespaces' releases may share one. No
     namespace has a dot, so the two parts cannot run into each other. */}}
{{- define "nginx.clusterName" -}}
{{ .Release.Namespace }}.{{ include "nginx.fullname" . }}
{{- end -}}
