{{/* What the objects are called: the release's name, as Services take it. */}}
{{- define "redis.fullname" -}}
{{- .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What the selectors match; an object's component may be added to it. */}}
{{- define "redis.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "redis.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "redis.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "redis.start" -}}
options="--bind 0.0.0.0 --protected-mode no --dir /data --appendonly yes"
test "$ROLE" = master || options="$options --replicaof $MASTER_HOST 6379"
exec redis-server $options
{{- end -}}

{{/* A key is set in the master, and read in the replicas. */}}
{{- define "redis.set" -}}
test "$ROLE" != master || redis-cli set bench ready
test "$(redis-cli get bench)" = ready
{{- end -}}
