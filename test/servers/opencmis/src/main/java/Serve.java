import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** OpenCMIS in memory: /closed asks for a user, /open takes everybody. Folder, war, and three ports: plain, TLS, TLS that has expired. */
public final class Serve {
  public static void main(String[] arguments) throws Exception {
    String folder = arguments[0];
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder);
    new File(folder, "webapps").mkdirs();
    tomcat.setConnector(connector(arguments[2], null));
    tomcat.getService().addConnector(connector(arguments[3], folder + "/good"));
    tomcat.getService().addConnector(connector(arguments[4], folder + "/expired"));
    tomcat.addUser("svc", System.getenv("CMIS_PASSWORD"));
    tomcat.addRole("svc", "cmis");
    tomcat.addWebapp("/open", arguments[1]);
    close(tomcat.addWebapp("/closed", arguments[1]));
    tomcat.start();
    tomcat.getServer().await();
  }

  private static Connector connector(String port, String certificate) {
    Connector connector = new Connector();
    connector.setPort(Integer.parseInt(port));
    connector.setProperty("address", "127.0.0.1");
    if (certificate == null) return connector;
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    own.setCertificateFile(certificate + ".crt");
    own.setCertificateKeyFile(certificate + ".key");
    host.addCertificate(own);
    connector.addSslHostConfig(host);
    return connector;
  }

  private static void close(Context context) {
    SecurityCollection everything = new SecurityCollection();
    everything.addPattern("/*");
    SecurityConstraint users = new SecurityConstraint();
    users.addAuthRole("cmis");
    users.addCollection(everything);
    context.addSecurityRole("cmis");
    context.addConstraint(users);
    LoginConfig login = new LoginConfig();
    login.setAuthMethod("BASIC");
    login.setRealmName("cmis");
    context.setLoginConfig(login);
  }
}
