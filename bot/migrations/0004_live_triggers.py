from django.db import migrations

# Whatever writes a message, a delivery's state or whose a conversation is: pages that show
# the conversation are told to look again. Columns that no page shows don't count.
CREATE = """
CREATE FUNCTION live_note_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM live_note(organization_id, 'conversation', conversation_id)
     FROM (SELECT DISTINCT organization_id, conversation_id FROM fresh) AS touched;
  RETURN NULL;
END $$;

CREATE FUNCTION live_note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM live_note(NEW.organization_id, 'conversation', NEW.conversation_id);
  RETURN NULL;
END $$;

CREATE FUNCTION live_note_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM live_note(NEW.organization_id, 'conversation', NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER live_message_new AFTER INSERT ON bot_message
  REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION live_note_messages();

CREATE TRIGGER live_message AFTER UPDATE ON bot_message FOR EACH ROW
  WHEN ((OLD.text, OLD.kind, OLD.content) IS DISTINCT FROM (NEW.text, NEW.kind, NEW.content))
  EXECUTE FUNCTION live_note_message();

CREATE TRIGGER live_delivery AFTER UPDATE ON bot_delivery FOR EACH ROW
  WHEN ((OLD.status, OLD.retry_id) IS DISTINCT FROM (NEW.status, NEW.retry_id))
  EXECUTE FUNCTION live_note_message();

CREATE TRIGGER live_conversation_new AFTER INSERT ON bot_conversation FOR EACH ROW
  EXECUTE FUNCTION live_note_conversation();

CREATE TRIGGER live_conversation AFTER UPDATE ON bot_conversation FOR EACH ROW
  WHEN ((OLD.owner, OLD.assigned_to_id, OLD.waits_for_person, OLD.handover_reason,
         OLD.unread_count, OLD.last_message_at, OLD.last_message_text, OLD.resolved_at,
         OLD.snoozed_until, OLD.last_customer_message_at)
        IS DISTINCT FROM
        (NEW.owner, NEW.assigned_to_id, NEW.waits_for_person, NEW.handover_reason,
         NEW.unread_count, NEW.last_message_at, NEW.last_message_text, NEW.resolved_at,
         NEW.snoozed_until, NEW.last_customer_message_at))
  EXECUTE FUNCTION live_note_conversation();
"""
DROP = """
DROP TRIGGER live_message_new ON bot_message;
DROP TRIGGER live_message ON bot_message;
DROP TRIGGER live_delivery ON bot_delivery;
DROP TRIGGER live_conversation_new ON bot_conversation;
DROP TRIGGER live_conversation ON bot_conversation;
DROP FUNCTION live_note_messages();
DROP FUNCTION live_note_message();
DROP FUNCTION live_note_conversation();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_live_changes"),
        ("bot", "0003_home_settings"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
