#!/usr/bin/env bash
# The WebdavServlet of Tomcat over /srv/tomcat: /closed asks for a user, /open asks for none.
base=/run/tomcat
mkdir -p $base/{conf,logs,temp,webapps,work}
cp /etc/tomcat10/web.xml $base/conf/
cat >$base/conf/tomcat-users.xml <<Y
<tomcat-users><role rolename="dav"/><user username="svc" password="$DAV_PASSWORD_XML" roles="dav"/></tomcat-users>
Y
cat >$base/conf/server.xml <<Y
<Server port="-1">
  <GlobalNamingResources>
    <Resource name="users" auth="Container" type="org.apache.catalina.UserDatabase"
      factory="org.apache.catalina.users.MemoryUserDatabaseFactory" pathname="conf/tomcat-users.xml" readonly="true"/>
  </GlobalNamingResources>
  <Service name="Catalina">
    <Connector port="8050"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Realm className="org.apache.catalina.realm.UserDatabaseRealm" resourceName="users"/>
      <Host name="localhost" appBase="webapps" autoDeploy="false">
        <Context path="" docBase="/srv/tomcat"/><Context path="/open" docBase="/srv/tomcat-open"/>
      </Host>
    </Engine>
  </Service>
</Server>
Y
servlet='<servlet><servlet-name>dav</servlet-name><servlet-class>org.apache.catalina.servlets.WebdavServlet</servlet-class>
<init-param><param-name>readonly</param-name><param-value>false</param-value></init-param>
<init-param><param-name>listings</param-name><param-value>true</param-value></init-param></servlet>
<servlet-mapping><servlet-name>dav</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>'
closed='<security-constraint><web-resource-collection><web-resource-name>all</web-resource-name><url-pattern>/*</url-pattern>
</web-resource-collection><auth-constraint><role-name>dav</role-name></auth-constraint></security-constraint>
<login-config><auth-method>BASIC</auth-method><realm-name>files</realm-name></login-config>
<security-role><role-name>dav</role-name></security-role>'
app() { # folder, further elements
  mkdir -p "$1/WEB-INF"
  echo "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>$servlet$2</web-app>" >"$1/WEB-INF/web.xml"
}
app /srv/tomcat "$closed"
app /srv/tomcat-open ''
chown -R www-data $base /srv/tomcat/WEB-INF /srv/tomcat-open
export CATALINA_HOME=/usr/share/tomcat10 CATALINA_BASE=$base JAVA_OPTS='-Xmx96m -XX:TieredStopAtLevel=1'
exec setpriv --reuid www-data --regid www-data --clear-groups /usr/share/tomcat10/bin/catalina.sh run
