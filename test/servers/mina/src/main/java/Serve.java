import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP of Apache MINA SSHD at port 2304. One line for each credential that it looks at. */
public final class Serve {
  private static final AttributeKey<Boolean> OFFERED = new AttributeKey<>();

  public static void main(String[] arguments) throws Exception {
    String password = System.getenv("SFTP_PASSWORD");
    AuthorizedKeysAuthenticator keys = new AuthorizedKeysAuthenticator(Path.of("/home/svc/.ssh/authorized_keys"));
    SshServer server = SshServer.setUpDefaultServer();
    server.setPort(2304);
    server.setKeyPairProvider(new FileKeyPairProvider(Path.of("/tmp/host-key")));
    server.setPasswordAuthenticator((user, shown, session) -> {
      boolean right = user.equals("svc") && shown.equals(password);
      say("password " + (right ? "right" : "wrong"));
      return right;
    });
    server.setPublickeyAuthenticator((user, key, session) -> {
      boolean right = user.equals("svc") && keys.authenticate(user, key, session);
      // Asked for the offer of a key, and again for its signature.
      if (right && session.getAttribute(OFFERED) != null) say("key right");
      if (right) session.setAttribute(OFFERED, true);
      return right;
    });
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.start();
    Thread.currentThread().join();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
