{{/* What the objects are called: the release's name, as Services take it. */}}
{{- define "mysql.fullname" -}}
{{- .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What the selectors match; an object's component may be added to it. */}}
{{- define "mysql.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mysql.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "mysql.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* A database on an empty volume, then the server in the shell's place. */}}
{{- define "mysql.start" -}}
mkdir -p /run/mysqld
test -d /data/mysql || mariadb-install-db --no-defaults --user=root --datadir=/data >/dev/null
exec mariadbd --no-defaults --user=root --datadir=/data --bind-address=0.0.0.0 --socket=/run/mysqld/mysqld.sock
{{- end -}}

{{/* A row is inserted: the pod is ready when it is there. */}}
{{- define "mysql.insert" -}}
mariadb --no-defaults --user=root --socket=/run/mysqld/mysqld.sock -e "CREATE DATABASE IF NOT EXISTS bench; CREATE TABLE IF NOT EXISTS bench.rows (id INT PRIMARY KEY); REPLACE INTO bench.rows VALUES (1)"
{{- end -}}
