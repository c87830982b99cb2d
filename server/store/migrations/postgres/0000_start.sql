CREATE TABLE "absences" (
	"id" text PRIMARY KEY NOT NULL,
	"teammate_id" text NOT NULL,
	"from" timestamp (3) with time zone NOT NULL,
	"to" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"by_id" text NOT NULL,
	"hands_over" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "aliases" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attention" (
	"concern" text PRIMARY KEY NOT NULL,
	"did" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"share" text NOT NULL,
	"under_way_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text,
	"web_url" text,
	"channel" text,
	"missive_team_id" text,
	"labels" jsonb NOT NULL,
	"incoming" jsonb,
	"customer_address" text,
	"assignees" jsonb NOT NULL,
	"added_by_baton" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"owner_id" text,
	"is_closed" boolean NOT NULL,
	"is_trashed" boolean NOT NULL,
	"is_junk" boolean NOT NULL,
	"is_snoozed" boolean NOT NULL,
	"is_private" boolean NOT NULL,
	"last_incoming_at" timestamp (3) with time zone,
	"last_outgoing_at" timestamp (3) with time zone,
	"last_outgoing_message_id" text,
	"last_outgoing_by_id" text,
	"waiting_since" timestamp (3) with time zone,
	"is_from_before" boolean NOT NULL,
	"routing_team" text,
	"topic" text,
	"urgency" text,
	"urgency_before" text,
	"language" text,
	"messages" integer DEFAULT 0 NOT NULL,
	"was_reopened" boolean DEFAULT false NOT NULL,
	"started_by_id" text,
	"topic_set_by_person" text,
	"urgency_set_by_person" text,
	"language_set_by_person" text,
	"is_wanted" boolean DEFAULT false NOT NULL,
	"no_owner_reason" text,
	"unheard" text,
	"is_with_everyone" boolean DEFAULT false NOT NULL,
	"weight" double precision DEFAULT 1 NOT NULL,
	"waits_for_room_of" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"counts_as" double precision DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone,
	"wait_status" text,
	"wait_sentence" text,
	"decide_again_at" timestamp (3) with time zone,
	"leave_reason" text,
	"unowned_since" timestamp (3) with time zone,
	"two_owners_since" timestamp (3) with time zone,
	"note_missing" text,
	"note_asked_of" text,
	"owner_since" timestamp (3) with time zone,
	"owner_acted_at" timestamp (3) with time zone,
	"unaccepted_since" timestamp (3) with time zone,
	"quick_since" timestamp (3) with time zone,
	"is_writer_unknown" boolean DEFAULT false NOT NULL,
	"stood_still" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"clock_done" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"clock_at" timestamp (3) with time zone,
	"unanswered_since" timestamp (3) with time zone,
	"decision_id" text,
	"pending_handoff_id" text,
	"latest_body_hash" text,
	"out_of_sight_at" timestamp (3) with time zone,
	"shown_at" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"last_activity_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"rules_snapshot_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"decision" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"conversation_id" text,
	"type" text,
	"body_hash" text NOT NULL,
	"body" text,
	"status" text NOT NULL,
	"reason" text,
	"leased_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "due_work" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"rank" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guard_answers" (
	"key" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"by_id" text NOT NULL,
	"code" text NOT NULL,
	"answer" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "loads" (
	"teammate_id" text PRIMARY KEY NOT NULL,
	"open_load" double precision NOT NULL,
	"conversations" integer DEFAULT 0 NOT NULL,
	"last_given_work_at" timestamp (3) with time zone,
	"drained_at" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "missive_teams" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"active_member_ids" jsonb NOT NULL,
	"observer_ids" jsonb NOT NULL,
	"swept_until" timestamp (3) with time zone,
	"swept_at" timestamp (3) with time zone,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team" text NOT NULL,
	"conversation_id" text NOT NULL,
	"sentence" text NOT NULL,
	"about" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"handoff_id" text NOT NULL,
	"lane" text NOT NULL,
	"priority" integer NOT NULL,
	"team" text,
	"call" jsonb NOT NULL,
	"status" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"is_fate_unknown" boolean NOT NULL,
	"may_land_until" timestamp (3) with time zone,
	"reason" text,
	"overtaken" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"seen_by" text,
	CONSTRAINT "outbox_handoff_id_unique" UNIQUE("handoff_id")
);
--> statement-breakpoint
CREATE TABLE "personal_conversations" (
	"teammate_id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"found_private_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"teammate_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"timer" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"sentence" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repairs" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"conversation_id" text NOT NULL,
	"missed" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rules_snapshots" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"directory" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rules_versions" (
	"version" bigserial PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"author" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"teammate_id" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"asked_hash" text NOT NULL,
	"teammate_id" text,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"tries_left" integer NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "states" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"team_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"until" integer,
	"newest_at" timestamp (3) with time zone,
	"conversations" integer NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "team_turns" (
	"team" text PRIMARY KEY NOT NULL,
	"following" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teammates" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"avatar_url" text,
	"is_router" boolean NOT NULL,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "trail" (
	"order" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"from_id" text,
	"to_id" text,
	"by_id" text,
	"asked_id" text,
	"covers_id" text,
	"why" text NOT NULL,
	"note" jsonb,
	"drafted" jsonb,
	"acknowledged" jsonb,
	"decision_id" text,
	"undoes_id" text,
	"timer" jsonb,
	CONSTRAINT "trail_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"name" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unclaimed" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_kinds" (
	"type" text PRIMARY KEY NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guard_answers" ADD CONSTRAINT "guard_answers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trail" ADD CONSTRAINT "trail_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_to" ON "absences" USING btree ("to");--> statement-breakpoint
CREATE INDEX "calls_at" ON "calls" USING btree ("at");--> statement-breakpoint
CREATE INDEX "conversations_owner" ON "conversations" USING btree ("owner_id","is_closed","is_trashed","is_junk","counts_as");--> statement-breakpoint
CREATE INDEX "conversations_wait" ON "conversations" USING btree ("wait_status","last_activity_at","id");--> statement-breakpoint
CREATE INDEX "conversations_customer" ON "conversations" USING btree ("customer_address","last_activity_at");--> statement-breakpoint
CREATE INDEX "conversations_closed" ON "conversations" USING btree ("is_closed","last_activity_at");--> statement-breakpoint
CREATE INDEX "conversations_two_owners" ON "conversations" USING btree ("two_owners_since");--> statement-breakpoint
CREATE INDEX "decisions_conversation" ON "decisions" USING btree ("conversation_id","at");--> statement-breakpoint
CREATE INDEX "deliveries_status" ON "deliveries" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "deliveries_body" ON "deliveries" USING btree ("conversation_id","body_hash") WHERE "deliveries"."body" is null;--> statement-breakpoint
CREATE INDEX "due_work_due" ON "due_work" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "guard_answers_conversation" ON "guard_answers" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "notices_team" ON "notices" USING btree ("team","id");--> statement-breakpoint
CREATE INDEX "outbox_next" ON "outbox" USING btree ("status","priority","id");--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","status","id");--> statement-breakpoint
CREATE INDEX "reminders_teammate" ON "reminders" USING btree ("teammate_id","id");--> statement-breakpoint
CREATE INDEX "repairs_at" ON "repairs" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_codes_asked" ON "sign_in_codes" USING btree ("asked_hash","created_at");--> statement-breakpoint
CREATE INDEX "sign_in_codes_created" ON "sign_in_codes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "trail_conversation" ON "trail" USING btree ("conversation_id","order");--> statement-breakpoint
CREATE INDEX "trail_covers" ON "trail" USING btree ("covers_id","order") WHERE "trail"."covers_id" is not null;--> statement-breakpoint
CREATE INDEX "unclaimed_count" ON "unclaimed" USING btree ("kind","count");