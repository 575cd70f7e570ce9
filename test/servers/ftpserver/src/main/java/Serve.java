import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.ClearTextPasswordEncryptor;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.apache.ftpserver.ftplet.UserManager;

/** Apache FtpServer, one for each way to be configured: names, and the port of the first. */
public final class Serve {
  private static final List<String> WITHOUT_TLS = List.of("plain", "anonymous", "full");

  public static void main(String[] names) throws Exception {
    int port = Integer.parseInt(System.getenv("FTP_PORT"));
    for (String name : names) start(name, port++);
  }

  private static void start(String name, int port) throws Exception {
    FtpServerFactory factory = new FtpServerFactory();
    factory.setUserManager(users());
    ConnectionConfigFactory limits = new ConnectionConfigFactory();
    limits.setAnonymousLoginEnabled(name.equals("anonymous"));
    limits.setLoginFailureDelay(0);
    factory.setConnectionConfig(limits.createConnectionConfig());
    factory.setFtplets(Map.<String, Ftplet>of("log", new Log(name)));
    ListenerFactory listener = new ListenerFactory();
    listener.setPort(port);
    DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
    data.setPassivePorts(System.getenv("FTP_PASSIVE_FIRST") + "-" + System.getenv("FTP_PASSIVE_LAST"));
    if (!WITHOUT_TLS.contains(name)) {
      SslConfigurationFactory tls = new SslConfigurationFactory();
      String certificate = List.of("expired", "other-name").contains(name) ? name : "server";
      tls.setKeystoreFile(new File("/run/" + certificate + ".p12"));
      tls.setKeystoreType("PKCS12");
      tls.setKeystorePassword("changeit");
      if (name.equals("certified")) {
        tls.setTruststoreFile(new File("/run/ca.p12"));
        tls.setTruststoreType("PKCS12");
        tls.setTruststorePassword("changeit");
        tls.setClientAuthentication("NEED");
      }
      listener.setSslConfiguration(tls.createSslConfiguration());
      listener.setImplicitSsl(name.equals("implicit"));
    }
    listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
    factory.addListener("default", listener.createListener());
    factory.createServer().start();
  }

  private static UserManager users() throws Exception {
    PropertiesUserManagerFactory factory = new PropertiesUserManagerFactory();
    factory.setPasswordEncryptor(new ClearTextPasswordEncryptor());
    UserManager users = factory.createUserManager();
    users.save(user("svc", System.getenv("FTP_PASSWORD"), "/", true));
    users.save(user("anonymous", null, "/srv/ftp", false));
    return users;
  }

  private static BaseUser user(String name, String password, String home, boolean writes) {
    BaseUser user = new BaseUser();
    user.setName(name);
    user.setPassword(password);
    user.setHomeDirectory(home);
    if (writes) user.setAuthorities(List.of(new WritePermission()));
    return user;
  }

  /** One line for each PASS, in the log of its server. */
  private static final class Log extends DefaultFtplet {
    private final String name;

    Log(String name) {
      this.name = name;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws org.apache.ftpserver.ftplet.FtpException, java.io.IOException {
      if (name.equals("required") && request.getCommand().equals("USER") && !session.isSecure()) {
        session.write(new org.apache.ftpserver.ftplet.DefaultFtpReply(530, "USER: TLS is required."));
        return FtpletResult.SKIP;
      }
      return super.beforeCommand(session, request);
    }

    @Override
    public FtpletResult afterCommand(FtpSession session, FtpRequest request, FtpReply reply) throws org.apache.ftpserver.ftplet.FtpException, java.io.IOException {
      if (request.getCommand().equals("PASS")) {
        java.nio.file.Files.writeString(
            java.nio.file.Path.of("/var/log/" + name + ".log"),
            "PASS " + reply.getCode() + "\n",
            java.nio.file.StandardOpenOption.APPEND);
      }
      return super.afterCommand(session, request, reply);
    }
  }
}
